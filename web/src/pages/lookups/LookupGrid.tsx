import { useVirtualizer } from "@tanstack/react-virtual";
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import type { Shape } from "@/api/client";
import { GridRow } from "@/pages/lookups/GridRow";
import { type Place, placeAfter } from "@/pages/lookups/placeAfter";
import { texts } from "@/texts";
import "@/pages/lookups/lookups.css";

const words = texts.lookups;
const ROW_HEIGHT = 34;

type Row = Shape["LookupRow"];

interface Props {
  definition: Shape["LookupDefinition"];
  rows: readonly Row[];
  editable: boolean;
  onSave: (row: Row) => Promise<unknown>;
  onDelete: (row: Row) => void;
  /** What is pasted while no cell is edited. */
  onPaste: (text: string) => void;
  /** The last row is in sight. */
  onEnd: () => void;
}

/** The rows of a lookup as a grid: arrow keys walk it, Enter edits a value, Delete takes a row away. */
export function LookupGrid({ definition, rows, editable, onSave, onDelete, onPaste, onEnd }: Props) {
  const columns = [...definition.keys, ...definition.values];
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [editing, setEditing] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const id = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    onChange: ({ range }) => {
      if (range && range.endIndex >= rows.length - 1) onEnd();
    },
  });
  const drawn = virtual.getVirtualItems();
  const current = rows[at.row];

  const edit = (place: Place) => {
    setAt(place);
    setEditing(editable && place.column >= definition.keys.length);
  };
  const leave = () => {
    setEditing(false);
    table.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = placeAfter(event.key, at, { rows: rows.length, columns: columns.length });
    if (next) {
      setAt(next);
      virtual.scrollToIndex(next.row);
    } else if (event.key === "Enter" || event.key === "F2") edit(at);
    else if (event.key === "Delete" && editable && current) onDelete(current);
    else return;
    event.preventDefault();
  };
  const paste = (event: ClipboardEvent) => {
    if (editing || !editable) return;
    event.preventDefault();
    onPaste(event.clipboardData.getData("text/plain"));
  };

  const above = drawn[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <div ref={scroller} className="grid">
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table to work in
        role="grid"
        aria-label={words.gridLabel(definition.name)}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={drawn.some(({ index }) => index === at.row) ? `${id}-${at.row}-${at.column}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPaste={paste}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, n) => (
              <th key={column} scope="col">
                {n < definition.keys.length ? words.keyOf(column) : column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} />
          {drawn.map(({ index }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <GridRow
                key={JSON.stringify(row.keys)}
                id={`${id}-${index}`}
                index={index}
                row={row}
                active={index === at.row ? at.column : null}
                editing={editing && index === at.row}
                editable={editable}
                onPick={(column) => setAt({ row: index, column })}
                onEdit={(column) => edit({ row: index, column })}
                onSave={onSave}
                onLeave={leave}
                onDelete={onDelete}
              />
            );
          })}
          <Gap height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** Rows that are out of sight. */
const Gap = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr>
      <td style={{ height }} />
    </tr>
  ) : null;
