import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { Place, Shape } from "@/api/client";
import { KeepBack } from "@/pages/stock/KeepBack";
import { useBuffers } from "@/pages/stock/server";
import { TakeAway } from "@/pages/stock/TakeAway";
import { texts } from "@/pages/stock/texts";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";

const words = texts.buffers;

/** What is kept back, by whom and why. */
export function Buffers({ place }: { place: Place }) {
  const [keeping, setKeeping] = useState(false);
  const mayOperate = useMay("operate");
  const found = useBuffers(place);
  return (
    <Stack>
      {mayOperate && (
        <Group>
          <Button onClick={() => setKeeping(true)}>{words.keep}</Button>
        </Group>
      )}
      <Asked query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.empty.title}>{words.empty.text}</Empty>
          ) : (
            <Rows place={place} buffers={items} mayOperate={mayOperate} />
          )
        }
      </Asked>
      {keeping && <KeepBack place={place} there={found.data?.items ?? []} onClose={() => setKeeping(false)} />}
    </Stack>
  );
}

interface Props {
  place: Place;
  buffers: readonly Shape["Buffer"][];
  mayOperate: boolean;
}

function Rows({ place, buffers, mayOperate }: Props) {
  const { columns } = words;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is too wide it is scrolled, with the keyboard too
    <section className="scrolls wide" aria-label={texts.tabs.buffers} tabIndex={0}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.sku}</Table.Th>
            <Table.Th visibleFrom="sm">{columns.location}</Table.Th>
            <Table.Th ta="right">{columns.quantity}</Table.Th>
            <Table.Th visibleFrom="sm">{columns.owner}</Table.Th>
            <Table.Th visibleFrom="sm">{columns.until}</Table.Th>
            <Table.Th>{columns.reason}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {buffers.map((buffer) => (
            <Row key={buffer.id} place={place} buffer={buffer} mayOperate={mayOperate} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** One buffer; on a phone in fewer columns. */
function Row({ place, buffer, mayOperate }: { place: Place; buffer: Shape["Buffer"]; mayOperate: boolean }) {
  const { sku, location, quantity, owner, ends_at, reason, by, created_at } = buffer;
  return (
    <Table.Tr>
      <Table.Td>
        {words.sku(sku)}
        <Text size="xs" c="dimmed" hiddenFrom="sm">
          {words.location(location)}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">{words.location(location)}</Table.Td>
      <Table.Td ta="right">{quantity}</Table.Td>
      <Table.Td visibleFrom="sm">{owner}</Table.Td>
      <Table.Td visibleFrom="sm">
        <Until at={ends_at} />
      </Table.Td>
      <Table.Td>
        <span className="said">{reason}</span>
        <Text size="xs" c="dimmed" hiddenFrom="sm">
          {owner}; {words.until} <Until at={ends_at} />
        </Text>
        <Text size="xs" c="dimmed">
          {words.by(by)}, <Time at={created_at} />
        </Text>
        {mayOperate && <TakeAway place={place} buffer={buffer} />}
      </Table.Td>
    </Table.Tr>
  );
}

function Until({ at }: { at: string | null }) {
  if (!at) return <>{words.forever}</>;
  return (
    <>
      <Time at={at} exact />
      {new Date(at) <= new Date() && ` (${words.over})`}
    </>
  );
}
