import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Place } from "@/api/client";
import { pathTo } from "@/app/places";
import { texts } from "@/texts";

const words = texts.mappings;

interface Props {
  place: Place & { mapping: string };
  /** Which of them is shown already. */
  here?: "versions" | "fixtures" | "sheet";
}

/** The ways on from a mapping. */
export function MappingLinks({ place, here }: Props) {
  return (
    <>
      {here !== "versions" && (
        <Button component={Link} variant="default" to={pathTo("versions", place)}>
          {words.versions}
        </Button>
      )}
      {here !== "fixtures" && (
        <Button component={Link} variant="default" to={pathTo("fixtures", place)}>
          {words.fixtures}
        </Button>
      )}
      {here !== "sheet" && (
        <Button component={Link} variant="default" to={pathTo("sheet", place)}>
          {words.sheet}
        </Button>
      )}
      <Button component={Link} variant={here ? "default" : "filled"} to={pathTo("editor", place)}>
        {words.edit}
      </Button>
    </>
  );
}
