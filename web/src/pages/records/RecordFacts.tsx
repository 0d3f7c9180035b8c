import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { Shape } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { pathTo } from "@/app/places";
import { Facts } from "@/parts/Facts";
import { StateBadge } from "@/parts/StateBadge";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.records;

/** How a record stands. */
export function RecordFacts({ place, record }: { place: RecordPlace; record: Shape["Record"] }) {
  return (
    <Facts
      facts={[
        [words.facts.state, <StateBadge key="state" state={record.state} />],
        [words.facts.why, record.code ? <Why key="why" record={record} /> : null],
        [words.facts.flow, record.flow],
        [words.facts.key, record.key],
        [words.facts.version, record.version],
        [words.facts.received, <Time key="received" at={record.received_at} exact />],
        [words.facts.settled, record.settled_at ? <Time key="settled" at={record.settled_at} exact /> : null],
        [words.facts.due, record.due_at ? <Time key="due" at={record.due_at} /> : null],
        [words.facts.parent, record.parent ? <Parent key="parent" place={place} parent={record.parent} /> : null],
        [words.facts.edited, record.edited ? words.editedByHand : null],
        [words.facts.id, <code key="id">{record.id}</code>],
      ]}
    />
  );
}

function Why({ record }: { record: Shape["Record"] }) {
  return (
    <>
      <code>{record.code}</code> {record.reason}
    </>
  );
}

function Parent({ place, parent }: { place: RecordPlace; parent: string }) {
  return (
    <Anchor component={Link} to={pathTo("record", { ...place, record: parent })} size="sm">
      <code>{parent}</code>
    </Anchor>
  );
}
