import { Anchor, Checkbox, Table, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Place, Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { moneyText } from "@/format/money";
import { Time } from "@/parts/Time";
import type { RowPlace } from "@/parts/WindowedRows";
import { texts as shared } from "@/texts";
import { faultsOf } from "./plainly";
import { texts } from "./texts";

interface Props {
  at: RowPlace;
  place: Place;
  hold: Shape["Hold"];
  chosen: boolean;
  /** Left out for those who may do nothing with them. */
  onChoose: ((chosen: boolean) => void) | undefined;
}

/** One held record in the words of the business. */
export function PlainRow({ at, place, hold, chosen, onChoose }: Props) {
  const key = hold.key || texts.noOrder;
  return (
    <Table.Tr {...at}>
      {onChoose && (
        <Table.Td>
          <Checkbox
            size="xs"
            aria-label={shared.exceptions.groups.choose(key)}
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
        {faultsOf(hold).map((fault) => (
          <div key={fault}>{fault}</div>
        ))}
        {hold.waiting > 0 && (
          <Text size="xs" c="dimmed">
            {texts.behind(hold.waiting)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{hold.worth ? moneyText(hold.worth) : ""}</Table.Td>
      <Table.Td visibleFrom="sm">
        <Time at={hold.since} />
      </Table.Td>
      <Table.Td visibleFrom="sm">{hold.assignee || texts.for(hold.owner)}</Table.Td>
    </Table.Tr>
  );
}
