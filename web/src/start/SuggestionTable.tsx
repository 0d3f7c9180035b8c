import { Button, Group, NumberInput, SegmentedControl, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  accepted,
  acceptedAbove,
  type Decisions,
  type FieldSuggestions,
  rejected,
  type Shown,
  shownFields,
  undecided,
} from "./choices";
import { FieldRow } from "./FieldRow";
import { texts } from "./texts";

interface Props {
  fields: readonly FieldSuggestions[];
  decisions: Decisions;
  onDecide(decisions: Decisions): void;
}

const SHOWN = ["worth", "open", "all"] as const;

/** What may fill each target field, to be accepted or rejected one by one. */
export function SuggestionTable({ fields, decisions, onDecide }: Props) {
  const [shown, setShown] = useState<Shown>("worth");
  const [wanted, setWanted] = useState("");
  const listed = shownFields(fields, decisions, shown, wanted);
  return (
    <section aria-label={texts.suggestions} className="st-suggestions">
      <Group gap="sm" align="flex-end">
        <TextInput
          size="xs"
          aria-label={texts.search}
          placeholder={texts.search}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={texts.show}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={SHOWN.map((value) => ({ value, label: texts.shown[value] }))}
        />
        <DecideMany fields={fields} decisions={decisions} onDecide={onDecide} />
      </Group>
      <Listed listed={listed} fields={fields} decisions={decisions} onDecide={onDecide} />
    </section>
  );
}

/** Takes all suggestions that are sure enough, or none. */
function DecideMany({ fields, decisions, onDecide }: Props) {
  const [least, setLeast] = useState(50);
  return (
    <>
      <NumberInput
        size="xs"
        w={96}
        label={texts.threshold}
        suffix=" %"
        min={0}
        max={100}
        step={5}
        value={least}
        onChange={(value) => setLeast(Number(value))}
      />
      <Button size="xs" variant="default" onClick={() => onDecide(acceptedAbove(decisions, fields, least / 100))}>
        {texts.acceptAbove}
      </Button>
      <Button size="xs" variant="default" disabled={decisions.size === 0} onClick={() => onDecide(new Map())}>
        {texts.clear}
      </Button>
    </>
  );
}

function Listed({ listed, fields, decisions, onDecide }: Props & { listed: readonly FieldSuggestions[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the arrow keys, too
    <section className="st-scroll" tabIndex={0} aria-label={texts.table}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {Object.values(texts.columns).map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {listed.map((row) => {
            const { target } = row.field;
            return (
              <FieldRow
                key={target}
                row={row}
                decision={decisions.get(target)}
                onAccept={(suggestion) => onDecide(accepted(decisions, fields, suggestion))}
                onReject={() => onDecide(rejected(decisions, target))}
                onUndo={() => onDecide(undecided(decisions, target))}
              />
            );
          })}
        </Table.Tbody>
      </Table>
      {listed.length === 0 ? (
        <Text size="sm" p="md" c="dimmed">
          {texts.noFields}
        </Text>
      ) : null}
    </section>
  );
}
