import { Group, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Shape } from "@/api/client";
import { type Input, inputsOfFixtures } from "@/editor/inputs";
import { writeJson } from "@/editor/json";
import { readFixtures } from "@/editor/server";
import { texts } from "./texts";

interface Props {
  project: string;
  mappings: readonly Shape["Mapping"][];
  /** Both examples at once, and the resources they are of. */
  onTake(mapping: Shape["Mapping"], source: string, target: string): void;
}

/** Both examples from a fixture of a mapping that is there. */
export function FixturePicker({ project, mappings, onTake }: Props) {
  const [chosen, setChosen] = useState("");
  const mapping = mappings.find(({ name }) => name === chosen);
  const fixtures = useQuery({
    queryKey: ["start", "fixtures", project, chosen],
    queryFn: async ({ signal }) => inputsOfFixtures(await readFixtures({ project, mapping: chosen }, signal)),
    enabled: chosen !== "",
  });
  const pairs = (fixtures.data ?? []).filter(({ expects }) => expects !== null && "output" in expects);
  const take = (name: string) => {
    const found = pairs.find((each) => each.name === name);
    if (mapping && found) onTake(mapping, writeJson(found.payload, 2), expectedText(found));
  };
  if (mappings.length === 0) return null;
  return (
    <Group component="fieldset" className="st-fixture" gap="sm" align="flex-end">
      <legend>{texts.fixture}</legend>
      <NativeSelect
        label={texts.fixtureMapping}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[{ value: "", label: texts.choose }, ...mappings.map(({ name }) => name)]}
      />
      <NativeSelect
        label={texts.fixtureName}
        value=""
        disabled={pairs.length === 0}
        onChange={(event) => take(event.currentTarget.value)}
        data={[{ value: "", label: texts.choose }, ...pairs.map(({ name }) => name)]}
      />
    </Group>
  );
}

const expectedText = ({ expects }: Input): string =>
  expects !== null && "output" in expects ? writeJson(expects.output, 2) : "";
