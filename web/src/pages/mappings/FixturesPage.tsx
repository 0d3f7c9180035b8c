import { Button, Group, Menu, Stack, Switch, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Place } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { inputsOfSamples } from "@/editor/inputs";
import { readFixtures, readMapping, readResource } from "@/editor/server";
import { CaptureDialog } from "@/fixtures/CaptureDialog";
import { DeleteFixture } from "@/fixtures/DeleteFixture";
import { FixtureDialog } from "@/fixtures/FixtureDialog";
import { Outcome, Tally } from "@/fixtures/FixtureRuns";
import { type Draft, draftFor, draftOf, type Fixture, fixtureOf } from "@/fixtures/fixture";
import { type Run, runFixtures } from "@/fixtures/server";
import { VariantsDialog } from "@/fixtures/VariantsDialog";
import { MappingLinks } from "@/pages/mappings/MappingLinks";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.fixtures;

type Dialog =
  | { kind: "write"; draft: Draft; fixture: Fixture | null }
  | { kind: "capture" }
  | { kind: "variants"; fixture: Fixture }
  | { kind: "delete"; fixture: Fixture };

type MappingPlace = Place & { mapping: string };

/** The fixtures of a mapping: whether they pass, where they do not, and everything that makes and changes them. */
export function FixturesPage() {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const mayRun = useMay("evaluate");
  const mayEdit = useMay("edit");
  const [dialog, setDialog] = useState<Dialog | null>(null);
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
          {mayRun && (
            <Button variant="default" loading={run.isPending} onClick={() => run.mutate()}>
              {words.run}
            </Button>
          )}
          {mayEdit && (
            <>
              <Button variant="default" onClick={() => setDialog({ kind: "capture" })}>
                {words.capture}
              </Button>
              <Button onClick={() => setDialog({ kind: "write", draft: draftFor(undefined), fixture: null })}>
                {words.add}
              </Button>
            </>
          )}
        </>
      }
    >
      {run.error ? <ProblemNote error={run.error} /> : null}
      <Asked query={found}>
        {(fixtures) =>
          fixtures.length === 0 ? (
            <Empty title={words.empty.title}>{words.empty.text}</Empty>
          ) : (
            <Fixtures place={place} fixtures={fixtures} runs={run.data} onOpen={setDialog} />
          )
        }
      </Asked>
      {dialog ? <Dialogs place={place} dialog={dialog} onOpen={setDialog} onRun={run.mutate} /> : null}
    </Page>
  );
}

interface FixturesProps {
  place: MappingPlace;
  fixtures: readonly Fixture[];
  runs: readonly Run[] | undefined;
  onOpen: (dialog: Dialog) => void;
}

function Fixtures({ place, fixtures, runs, onOpen }: FixturesProps) {
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
              <Actions key="actions" fixture={fixture} editor={editorAt(fixture, "")} onOpen={onOpen} />,
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

interface ActionsProps {
  fixture: Fixture;
  editor: string;
  onOpen: (dialog: Dialog) => void;
}

function Actions({ fixture, editor, onOpen }: ActionsProps) {
  const mayEdit = useMay("edit");
  const mayRun = useMay("evaluate");
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <Button component={Link} to={editor} size="compact-xs" variant="subtle">
        {words.inEditor}
      </Button>
      {mayEdit ? (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`${words.open} ${fixture.name}`}
          onClick={() => onOpen({ kind: "write", draft: draftOf(fixture), fixture })}
        >
          {words.open}
        </Button>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-xs" variant="subtle" aria-label={words.more(fixture.name)}>
            ⋯
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayRun ? (
            <Menu.Item onClick={() => onOpen({ kind: "variants", fixture })}>{words.variants.title}</Menu.Item>
          ) : null}
          {mayEdit ? (
            <Menu.Item color="red" onClick={() => onOpen({ kind: "delete", fixture })}>
              {texts.shared.delete}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

interface DialogsProps {
  place: MappingPlace;
  dialog: Dialog;
  onOpen: (dialog: Dialog | null) => void;
  onRun: () => void;
}

function Dialogs({ place, dialog, onOpen, onRun }: DialogsProps) {
  const client = useQueryClient();
  const mayEdit = useMay("edit");
  const samples = useQuery({
    queryKey: ["fixtures", "samples", place.project, place.mapping],
    queryFn: async ({ signal }) =>
      inputsOfSamples(await readResource((await readMapping(place, signal)).source, signal)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const close = () => onOpen(null);
  const saved = () => {
    close();
    void client.invalidateQueries({ queryKey: ["fixtures", place.project, place.mapping] }).then(onRun);
  };
  const write = (draft: Draft) => onOpen({ kind: "write", draft, fixture: null });
  switch (dialog.kind) {
    case "capture":
      return <CaptureDialog place={place} onSaved={saved} onClose={close} />;
    case "variants":
      return (
        <VariantsDialog
          place={place}
          text={null}
          input={dialog.fixture.input}
          onKeep={mayEdit ? write : undefined}
          onClose={close}
        />
      );
    case "delete":
      return <DeleteFixture place={place} fixture={dialog.fixture} onDeleted={saved} onClose={close} />;
    case "write":
      return (
        <FixtureDialog
          key={dialog.draft.name}
          place={place}
          text={null}
          draft={dialog.draft}
          fixture={dialog.fixture}
          samples={samples.data ?? []}
          onSaved={saved}
          onClose={close}
        />
      );
  }
}
