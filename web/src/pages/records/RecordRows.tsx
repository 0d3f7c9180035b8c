import { Anchor, Text } from "@mantine/core";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { Place, Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { StateBadge } from "@/parts/StateBadge";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";
import "@/pages/records/records.css";

const words = texts.records;
const COLUMNS = ["key", "state", "why", "flow", "attempts", "received"] as const;
const ROW_PIXELS = 36;

interface Props {
  place: Place;
  records: readonly Shape["Record"][];
  /** The last one is in sight. */
  onEnd: () => void;
}

/** A list of records; however long, only what can be seen is drawn. */
export function RecordRows({ place, records, onEnd }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(0);
  useLayoutEffect(() => setAbove(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: records.length,
    estimateSize: () => ROW_PIXELS,
    overscan: 15,
    scrollMargin: above,
    onChange: ({ range }) => {
      if (range && range.endIndex >= records.length - 1) onEnd();
    },
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be placed one by one
    <div role="table" aria-label={words.title} aria-rowcount={records.length + 1} className="records">
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a row of headings is no widget */}
      <div role="row" className="records-row records-head" aria-rowindex={1}>
        {COLUMNS.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: a heading is no widget
          <div role="columnheader" key={column}>
            {words.columns[column]}
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup" ref={list} className="records-body" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const record = records[index];
          if (!record) return null;
          return <Row key={record.id} place={place} record={record} index={index} top={start - above} />;
        })}
      </div>
    </div>
  );
}

interface RowProps {
  place: Place;
  record: Shape["Record"];
  index: number;
  top: number;
}

function Row({ place, record, index, top }: RowProps) {
  const cells = {
    key: (
      <Anchor component={Link} to={pathTo("record", { ...place, record: record.id })} size="sm">
        {record.key || words.noKey}
      </Anchor>
    ),
    state: <StateBadge state={record.state} />,
    why: (
      <Text span size="sm" title={record.reason}>
        {record.code && <code>{record.code}</code>} {record.reason}
      </Text>
    ),
    flow: record.flow,
    attempts: record.attempts,
    received: <Time at={record.received_at} />,
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be placed one by one
    // biome-ignore lint/a11y/useFocusableInteractive: its link has the focus
    <div role="row" className="records-row" aria-rowindex={index + 2} style={{ transform: `translateY(${top}px)` }}>
      {COLUMNS.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div role="cell" key={column}>
          {cells[column]}
        </div>
      ))}
    </div>
  );
}
