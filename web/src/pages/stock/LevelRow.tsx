import { Badge, Box, Button, Table, Text } from "@mantine/core";
import { useId } from "react";
import type { Shape } from "@/api/client";
import { isTold } from "@/pages/stock/level";
import { texts } from "@/pages/stock/texts";
import { Facts } from "@/parts/Facts";
import { Time } from "@/parts/Time";

const words = texts.levels;
const COLUMNS = 10;

type Level = Shape["StockLevel"];

interface Props {
  level: Level;
  open: boolean;
  onToggle: () => void;
}

/** One SKU at one location; open, with how it is worked out. */
export function LevelRow({ level, open, onToggle }: Props) {
  const details = useId();
  const { sku, location, source, placed, missing, buffer } = level;
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row">
          {sku}
          <Text size="xs" c="dimmed" fw={400} hiddenFrom="sm">
            {location}
          </Text>
        </Table.Th>
        <Table.Td visibleFrom="sm">{location}</Table.Td>
        {[source, placed, missing, buffer].map((units, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of the rule, always in this order
          <Table.Td key={index} visibleFrom="sm" ta="right" c={units || index === 0 ? undefined : "dimmed"}>
            {units}
          </Table.Td>
        ))}
        <Table.Td visibleFrom="sm" ta="right" c={level.shares ? undefined : "dimmed"}>
          {shareOf(level)}
        </Table.Td>
        <Table.Td ta="right">
          <b>{level.target}</b>
          {level.closed && (
            <Text size="xs" c="dimmed">
              {words.closed}
            </Text>
          )}
        </Table.Td>
        <Table.Td ta="right">
          <Told level={level} />
        </Table.Td>
        <Table.Td>
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={open}
            aria-controls={open ? details : undefined}
            aria-label={words.why(sku)}
            onClick={onToggle}
          >
            {words.columns.why}
          </Button>
        </Table.Td>
      </Table.Tr>
      {open && (
        <Table.Tr id={details}>
          <Table.Td colSpan={COLUMNS}>
            <Why level={level} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

function Told({ level }: { level: Level }) {
  const { told, told_on, sold } = level;
  if (told === null) return <Text size="sm">{words.untold}</Text>;
  return (
    <>
      <div>{told}</div>
      {isTold(level) ? (
        <Text size="xs" c="dimmed" visibleFrom={sold > 0 ? undefined : "sm"} className="since">
          {sold > 0 ? words.soldSince(sold) : told_on && <Time at={told_on} />}
        </Text>
      ) : (
        <Badge color="yellow" variant="light" size="sm" className="badge">
          {words.differs}
        </Badge>
      )}
    </>
  );
}

/** How what was told was worked out; on a phone also the parts that the table leaves out there. */
function Why({ level }: { level: Level }) {
  const { source, placed, missing, buffer, as_of, told_on, sold, shares, shown_elsewhere } = level;
  const { columns } = words;
  return (
    <>
      <Text size="sm" mb="xs" className="said">
        {level.why ? words.asTold(level.why) : words.whyNot}
      </Text>
      <Facts
        facts={[
          [words.read, <Time key="read" at={as_of} exact />],
          [words.toldOn, told_on && <Time key="told" at={told_on} exact />],
          [words.sold, told_on && String(sold)],
          [words.elsewhere, shares > 0 && String(shown_elsewhere)],
        ]}
      />
      <Box hiddenFrom="sm">
        <Facts
          facts={[
            [columns.source, String(source)],
            [columns.placed, String(placed)],
            [columns.missing, String(missing)],
            [columns.buffer, String(buffer)],
            [columns.share, shareOf(level)],
          ]}
        />
      </Box>
    </>
  );
}

const shareOf = ({ share, shares }: Level): string => (shares > 0 ? words.share(share, shares) : words.all);
