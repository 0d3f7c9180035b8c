import { Badge, Group, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Shape } from "@/api/client";
import { texts } from "@/texts";

const words = texts.lookups.paste;
const COLOURS = { added: "teal", changed: "blue", same: "gray", refused: "red" } as const;
const MOST_SHOWN = 200;

type Compared = Shape["ComparedRow"];

interface Props {
  compared: readonly Compared[];
  /** How many other rows would be deleted. */
  gone: number;
}

/** What would become of the rows: how many of each kind, those that are refused first. */
export function RowComparison({ compared, gone }: Props) {
  const of = (change: Compared["change"]) => compared.filter((row) => row.change === change);
  const told = [...of("refused"), ...of("changed"), ...of("added")];
  return (
    <section aria-label={words.preview}>
      <Group gap="xs" role="status" mb="xs">
        {(["added", "changed", "same", "refused"] as const).map((change) => (
          <Mark key={change} colour={COLOURS[change]}>
            {words.counts[change](of(change).length)}
          </Mark>
        ))}
        {gone > 0 ? <Mark colour="red">{words.gone(gone)}</Mark> : null}
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div className="paste-preview" tabIndex={0}>
        <Table
          data={{
            head: [words.columns.change, words.columns.key, words.columns.now, words.columns.before],
            body: told.slice(0, MOST_SHOWN).map((row) => [
              <Mark key="change" colour={COLOURS[row.change]}>
                {words.changes[row.change]}
              </Mark>,
              row.row.keys.join(" / "),
              row.row.values.join(" / "),
              <Before key="before" row={row} />,
            ]),
          }}
        />
      </div>
      {told.length > MOST_SHOWN ? <Text size="xs">{words.more(told.length - MOST_SHOWN)}</Text> : null}
    </section>
  );
}

function Before({ row: { before, problems } }: { row: Compared }) {
  if (!problems?.length) return before?.join(" / ");
  return (
    <Text size="xs" c="error">
      {problems.map(({ message, remedy }) => `${message} ${remedy ?? ""}`).join(" ")}
    </Text>
  );
}

const Mark = ({ colour, children }: { colour: string; children: ReactNode }) => (
  <Badge color={colour} variant="light" className="badge">
    {children}
  </Badge>
);
