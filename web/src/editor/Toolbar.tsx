import { Button, Group, NativeSelect, Text, Title } from "@mantine/core";
import type { Shape } from "@/api/client";
import { problemOf } from "@/api/problem";
import type { KeeperState } from "./draft/keeper";
import { type FixtureDialogName, FixtureMenu } from "./FixtureMenu";
import type { Input } from "./inputs";
import { texts } from "./texts";

interface ToolbarProps {
  mapping: Shape["Mapping"];
  inputs: readonly Input[];
  inputId: string;
  onInput(id: string): void;
  state: KeeperState;
  editable: boolean;
  onRetry(): void;
  onCompare(): void;
  onFixtures(dialog: FixtureDialogName): void;
  onPublish(): void;
}

/** What is edited, on what it is tried, and whether it is saved. */
export function Toolbar(props: ToolbarProps) {
  const { mapping, inputs, inputId, state, editable } = props;
  return (
    <div className="me-toolbar">
      <div>
        <Title order={1} size="h5">
          {mapping.name}
        </Title>
        <Text size="xs" c="dimmed">
          {mapping.source.connector}/{mapping.source.resource} → {mapping.target.connector}/{mapping.target.resource}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {texts.against}
        </Text>
        {inputs.length > 0 ? (
          <NativeSelect
            size="xs"
            aria-label={texts.against}
            value={inputId}
            data={groupsOf(inputs)}
            onChange={(event) => props.onInput(event.currentTarget.value)}
          />
        ) : (
          <Text size="xs">{texts.noInput}</Text>
        )}
        {editable ? (
          <SavingNote state={state} onRetry={props.onRetry} onCompare={props.onCompare} />
        ) : (
          <Text size="xs">{texts.readOnly}</Text>
        )}
        <FixtureMenu hasInput={inputs.length > 0} editable={editable} onOpen={props.onFixtures} />
        {editable ? (
          <Button size="xs" disabled={state.conflict !== null} onClick={props.onPublish}>
            {texts.publish}
          </Button>
        ) : null}
      </Group>
    </div>
  );
}

function groupsOf(inputs: readonly Input[]) {
  const ofKind = (kind: Input["kind"]) =>
    inputs.filter((input) => input.kind === kind).map(({ id, name }) => ({ value: id, label: name }));
  const groups = [
    { group: texts.fixtures, items: ofKind("fixture") },
    { group: texts.samples, items: ofKind("sample") },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function SavingNote({ state, onRetry, onCompare }: { state: KeeperState; onRetry(): void; onCompare(): void }) {
  const { saving, error } = state;
  return (
    <Group gap={6} wrap="nowrap" role="status" className={`me-saving ${saving}`}>
      <Text size="xs" title={error ? problemOf(error).detail : undefined}>
        {texts.saving[saving]}
      </Text>
      {saving === "failed" ? (
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          {texts.retry}
        </Button>
      ) : null}
      {saving === "conflict" ? (
        <Button size="compact-xs" color="red" onClick={onCompare}>
          {texts.openConflict}
        </Button>
      ) : null}
    </Group>
  );
}
