import { Button } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import type { Shape } from "@/api/client";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.lookups;

type Row = Shape["LookupRow"];

interface Props {
  id: string;
  /** From 0. */
  index: number;
  use: Shape["RowUse"];
  /** The column that the grid's cursor is in; null where it is in another row. */
  active: number | null;
  editing: boolean;
  editable: boolean;
  onPick: (column: number) => void;
  onEdit: (column: number) => void;
  onSave: (row: Row) => Promise<unknown>;
  onLeave: () => void;
  onDelete: (row: Row) => void;
}

/** One row of a lookup: its keys stay, its values can be edited in their cells. */
export function GridRow({ id, index, use, active, editing, editable, ...ports }: Props) {
  const { row } = use;
  const cells = [...row.keys, ...row.values];
  const save = (column: number, value: string) => {
    ports.onLeave();
    if (value !== cells[column]) {
      void ports.onSave({ keys: row.keys, values: row.values.with(column - row.keys.length, value) });
    }
  };
  return (
    <tr aria-rowindex={index + 2}>
      {cells.map((cell, column) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it has the focus and takes the keys
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell has no other name than its column
          key={column}
          id={`${id}-${column}`}
          className={classOf(column < row.keys.length, active === column)}
          title={cell}
          onClick={() => ports.onPick(column)}
          onDoubleClick={() => ports.onEdit(column)}
        >
          {editing && active === column ? (
            <CellInput value={cell} onSave={(value) => save(column, value)} onLeave={ports.onLeave} />
          ) : (
            cell
          )}
          {editable && active === column && !editing ? <RowButton row={row} onDelete={ports.onDelete} /> : null}
        </td>
      ))}
      <td className="grid-use">
        <LastUse use={use} />
      </td>
    </tr>
  );
}

/** When a record last found the row; where none did, since when it stands there. */
function LastUse({ use: { hit_at, since } }: { use: Shape["RowUse"] }) {
  if (hit_at) return <Time at={hit_at} />;
  return (
    <>
      {words.uses.never} <Time at={since} />
    </>
  );
}

const classOf = (key: boolean, active: boolean): string =>
  [key ? "grid-key" : "", active ? "grid-active" : ""].filter(Boolean).join(" ");

/** For the mouse; the keyboard has Delete. */
function RowButton({ row, onDelete }: { row: Row; onDelete: (row: Row) => void }) {
  return (
    <Button
      className="grid-delete"
      size="compact-xs"
      variant="light"
      color="red"
      tabIndex={-1}
      aria-label={`${words.delete} ${row.keys.join(", ")}`}
      onClick={() => onDelete(row)}
    >
      {words.delete}
    </Button>
  );
}

interface InputProps {
  value: string;
  onSave: (value: string) => void;
  onLeave: () => void;
}

/** Enter saves, Escape leaves it as it was. */
function CellInput({ value, onSave, onLeave }: InputProps) {
  const [text, setText] = useState(value);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      onSave(text);
    } else if (event.key === "Escape") onLeave();
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it is there because somebody asked to edit this cell
      autoFocus
      className="grid-input"
      aria-label={words.change}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={onLeave}
    />
  );
}
