import { Group, Stack, Switch, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { pathTo } from "@/app/places";
import { Outcome, Tally } from "@/fixtures/FixtureRuns";
import type { Fixture } from "@/fixtures/fixture";
import type { Run } from "@/fixtures/server";
import { FixtureActions } from "@/pages/mappings/FixtureActions";
import type { Dialog, MappingPlace } from "@/pages/mappings/FixtureDialogs";
import { texts } from "@/texts";

const words = texts.fixtures;

interface Props {
  place: MappingPlace;
  fixtures: readonly Fixture[];
  runs: readonly Run[] | undefined;
  onOpen: (dialog: Dialog) => void;
}

/** The fixtures, and what each run came to. */
export function FixtureTable({ place, fixtures, runs, onOpen }: Props) {
  const [onlyFailed, setOnlyFailed] = useState(false);
  const navigate = useNavigate();
  const runOf = (fixture: Fixture) => runs?.find((run) => run.fixture === fixture.name);
  const shown = onlyFailed ? fixtures.filter((fixture) => runOf(fixture)?.passed === false) : fixtures;
  const editorAt = (fixture: Fixture, pointer: string) =>
    `${pathTo("editor", place)}?${new URLSearchParams({ try: `fixture/${fixture.name}`, at: pointer })}`;
  return (
    <Stack gap="xs">
      {runs ? (
        <Group justify="space-between">
          <Tally runs={runs} />
          <Switch
            label={words.onlyFailed}
            checked={onlyFailed}
            onChange={(event) => setOnlyFailed(event.currentTarget.checked)}
          />
        </Group>
      ) : null}
      <div className="scrolls">
        <Table
          verticalSpacing="xs"
          data={{
            head: [words.columns.name, words.columns.expects, words.columns.result, words.columns.actions],
            body: shown.map((fixture) => [
              <Named key="name" fixture={fixture} />,
              words.kinds[fixture.expect.kind as keyof typeof words.kinds],
              <Outcome
                key="result"
                run={runOf(fixture)}
                onShowPointer={(pointer) => navigate(editorAt(fixture, pointer))}
              />,
              <FixtureActions key="actions" fixture={fixture} editor={editorAt(fixture, "")} onOpen={onOpen} />,
            ]),
          }}
        />
      </div>
    </Stack>
  );
}

const Named = ({ fixture: { name, description } }: { fixture: Fixture }) => (
  <>
    <Text size="sm" fw={600}>
      {name}
    </Text>
    <Text size="xs" c="dimmed">
      {description}
    </Text>
  </>
);
