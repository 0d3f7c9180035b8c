import { Anchor, Checkbox, Table, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Place, Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { withOne } from "@/pages/exceptions/chosen";
import { Time } from "@/parts/Time";
import { type RowPlace, WindowedRows } from "@/parts/WindowedRows";
import { texts } from "@/texts";

const words = texts.exceptions;

interface Props {
  place: Place;
  holds: readonly Shape["Hold"][];
  chosen: ReadonlySet<string>;
  /** Left out for those who may do nothing with them. */
  onChoose: ((chosen: ReadonlySet<string>) => void) | undefined;
}

/** Held records of one cause. On a phone what matters most stands in the first two columns. */
export function HoldTable({ place, holds, chosen, onChoose }: Props) {
  const { columns } = words;
  const all = holds.length > 0 && holds.every(({ record }) => chosen.has(record));
  const chooseAll = () => onChoose?.(new Set(all ? [] : holds.map(({ record }) => record)));
  return (
    <Table highlightOnHover layout="fixed" className="holds" aria-rowcount={holds.length + 1}>
      <Table.Thead>
        <Table.Tr>
          {onChoose && (
            <Table.Th w={36}>
              <Checkbox size="xs" aria-label={words.groups.chooseAll} checked={all} onChange={chooseAll} />
            </Table.Th>
          )}
          <Table.Th w={{ base: "40%", sm: "20%" }}>{columns.key}</Table.Th>
          <Table.Th>{columns.message}</Table.Th>
          <Table.Th visibleFrom="md" w="14%">
            {columns.flow}
          </Table.Th>
          <Table.Th visibleFrom="sm" w={124}>
            {columns.since}
          </Table.Th>
          <Table.Th visibleFrom="md" w="13%">
            {columns.care}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <WindowedRows items={holds} keyOf={({ record }) => record}>
        {(hold, at) => (
          <Row
            at={at}
            place={place}
            hold={hold}
            chosen={chosen.has(hold.record)}
            onChoose={onChoose && ((to) => onChoose(withOne(chosen, hold.record, to)))}
          />
        )}
      </WindowedRows>
    </Table>
  );
}

interface RowProps {
  at: RowPlace;
  place: Place;
  hold: Shape["Hold"];
  chosen: boolean;
  onChoose: ((chosen: boolean) => void) | undefined;
}

function Row({ at, place, hold, chosen, onChoose }: RowProps) {
  const key = hold.key || texts.records.noKey;
  return (
    <Table.Tr {...at}>
      {onChoose && (
        <Table.Td>
          <Checkbox
            size="xs"
            aria-label={words.groups.choose(key)}
            checked={chosen}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        </Table.Td>
      )}
      <Table.Td>
        <Anchor component={Link} to={pathTo("exception", { ...place, record: hold.record })} size="sm">
          {key}
        </Anchor>
      </Table.Td>
      <Table.Td>
        {hold.message}
        <Beneath hold={hold} />
      </Table.Td>
      <Table.Td visibleFrom="md">{hold.flow}</Table.Td>
      <Table.Td visibleFrom="sm">
        <Time at={hold.since} />
      </Table.Td>
      <Table.Td visibleFrom="md">{hold.assignee}</Table.Td>
    </Table.Tr>
  );
}

/** What stands beneath the message, where there is something to say. */
function Beneath({ hold }: { hold: Shape["Hold"] }) {
  const said = [
    hold.waiting > 0 && `${words.columns.waiting.toLowerCase()}: ${hold.waiting}`,
    hold.comments > 0 && words.groups.comments(hold.comments),
  ].filter(Boolean);
  if (said.length === 0 && !hold.snoozed_until) return null;
  return (
    <Text size="xs" c="dimmed">
      {said.join(", ")}
      {hold.snoozed_until && (
        <>
          {said.length > 0 && ", "}
          {words.notes.snoozed.toLowerCase()} <Time at={hold.snoozed_until} exact />
        </>
      )}
    </Text>
  );
}
