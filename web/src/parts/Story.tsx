import { Text, ThemeIcon, Timeline } from "@mantine/core";
import type { ReactNode } from "react";
import type { Shape } from "@/api/client";
import { isEmpty } from "@/format/empty";
import { COLOURS, type Outcome } from "@/format/equation";
import { LeftOut } from "@/parts/LeftOut";
import { Time } from "@/parts/Time";

type Entry = Shape["JournalEntry"];

interface Props {
  entries: readonly Entry[];
  /** What stands beside an entry's name: whose record it is. */
  aside?: (entry: Entry) => ReactNode;
}

/** Journal entries in their order. */
export function Story({ entries, aside }: Props) {
  return (
    <Timeline bulletSize={14} lineWidth={2}>
      {entries.map((entry) => (
        <Timeline.Item
          key={entry.id}
          bullet={<ThemeIcon size={14} radius="xl" color={COLOURS[entry.event as Outcome] ?? "dock"} aria-hidden />}
          title={
            <Text span size="sm" fw={600}>
              {entry.event} {aside?.(entry)}
            </Text>
          }
        >
          <Told entry={entry} />
          <Text size="xs" c="dimmed">
            <Time at={entry.at} exact />, {entry.actor}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

/** What was left out stands in the details, all of it; the message tells the first few. */
function Told({ entry: { event, message, details = {} } }: { entry: Entry }) {
  if (event === "trimmed" && Array.isArray(details.left_out))
    return <LeftOut items={details.left_out} more={details.more_left_out === true} />;
  return (
    <>
      <Text size="sm">{message}</Text>
      <Details details={details} />
    </>
  );
}

function Details({ details }: { details: Record<string, unknown> }) {
  const entries = Object.entries(details).filter(([, value]) => !isEmpty(value));
  if (entries.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" className="details">
      {entries
        .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
        .join("; ")}
    </Text>
  );
}
