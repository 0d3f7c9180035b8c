import { Checkbox, Table } from "@mantine/core";
import type { Place, Shape } from "@/api/client";
import { withOne } from "@/pages/exceptions/chosen";
import { WindowedRows } from "@/parts/WindowedRows";
import { texts as shared } from "@/texts";
import { PlainRow } from "./PlainRow";
import { texts } from "./texts";

interface Props {
  place: Place;
  holds: readonly Shape["Hold"][];
  chosen: ReadonlySet<string>;
  /** Left out for those who may do nothing with them. */
  onChoose: ((chosen: ReadonlySet<string>) => void) | undefined;
}

/** Held records of one cause: which order, what is wrong, how much money, since when, and who has it. */
export function PlainTable({ place, holds, chosen, onChoose }: Props) {
  const all = holds.length > 0 && holds.every(({ record }) => chosen.has(record));
  return (
    <Table highlightOnHover layout="fixed" className="holds" aria-rowcount={holds.length + 1}>
      <Table.Thead>
        <Table.Tr>
          {onChoose && (
            <Table.Th w={36}>
              <Checkbox
                size="xs"
                aria-label={shared.exceptions.groups.chooseAll}
                checked={all}
                onChange={() => onChoose(new Set(all ? [] : holds.map(({ record }) => record)))}
              />
            </Table.Th>
          )}
          <Table.Th w={{ base: "28%", sm: "18%" }}>{texts.order}</Table.Th>
          <Table.Th>{texts.wrong}</Table.Th>
          <Table.Th w={84}>{texts.worth}</Table.Th>
          <Table.Th visibleFrom="sm" w={124}>
            {texts.since}
          </Table.Th>
          <Table.Th visibleFrom="sm" w="18%">
            {texts.with}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <WindowedRows items={holds} keyOf={({ record }) => record}>
        {(hold, at) => (
          <PlainRow
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
