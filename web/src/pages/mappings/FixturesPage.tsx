import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { readFixtures } from "@/editor/server";
import { draftFor, fixtureOf } from "@/fixtures/fixture";
import { runFixtures } from "@/fixtures/server";
import { type Dialog, FixtureDialogs } from "@/pages/mappings/FixtureDialogs";
import { FixtureTable } from "@/pages/mappings/FixtureTable";
import { MappingLinks } from "@/pages/mappings/MappingLinks";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.fixtures;

/** The fixtures of a mapping: whether they pass, where they do not, and everything that makes and changes them. */
export function FixturesPage() {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const [search] = useSearchParams();
  const [dialog, setDialog] = useState<Dialog | null>(search.has("capture") ? { kind: "capture" } : null);
  const found = useQuery({
    queryKey: ["fixtures", place.project, place.mapping],
    queryFn: async ({ signal }) => (await readFixtures(place, signal)).map(fixtureOf),
  });
  const run = useMutation({ mutationFn: () => runFixtures(place, null) });
  return (
    <Page
      title={texts.mappings.fixtures}
      trail={[
        [texts.mappings.title, pathTo("mappings", place)],
        [place.mapping, pathTo("mapping", place)],
      ]}
      lead={words.against}
      actions={
        <>
          <MappingLinks place={place} here="fixtures" />
          <PageActions running={run.isPending} onRun={run.mutate} onOpen={setDialog} />
        </>
      }
    >
      {run.error ? <ProblemNote error={run.error} /> : null}
      <Asked query={found}>
        {(fixtures) =>
          fixtures.length === 0 ? (
            <Empty title={words.empty.title}>{words.empty.text}</Empty>
          ) : (
            <FixtureTable place={place} fixtures={fixtures} runs={run.data} onOpen={setDialog} />
          )
        }
      </Asked>
      {dialog ? <FixtureDialogs place={place} dialog={dialog} onOpen={setDialog} onRun={run.mutate} /> : null}
    </Page>
  );
}

interface ActionsProps {
  running: boolean;
  onRun: () => void;
  onOpen: (dialog: Dialog) => void;
}

/** What can be done with all of them, and how one is made. */
function PageActions({ running, onRun, onOpen }: ActionsProps) {
  const mayRun = useMay("evaluate");
  const mayEdit = useMay("edit");
  return (
    <>
      {mayRun && (
        <Button variant="default" loading={running} onClick={onRun}>
          {words.run}
        </Button>
      )}
      {mayEdit && (
        <>
          <Button variant="default" onClick={() => onOpen({ kind: "capture" })}>
            {words.capture}
          </Button>
          <Button onClick={() => onOpen({ kind: "write", draft: draftFor(undefined), fixture: null })}>
            {words.add}
          </Button>
        </>
      )}
    </>
  );
}
