import { useVirtualizer } from "@tanstack/react-virtual";
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";
import { type Place, placeAfter } from "@/pages/lookups/placeAfter";

const ROW_HEIGHT = 34;

interface Grid {
  rows: number;
  columns: number;
  /** From this column on cells can be edited. */
  editableFrom: number;
  editable: boolean;
  onDelete: (row: number) => void;
  onPaste: (text: string) => void;
  onEnd: () => void;
}

/** Where a grid's cursor is, whether its cell is edited, which rows are drawn, and what keys do. */
export function useGrid({ rows, columns, editableFrom, editable, onDelete, onPaste, onEnd }: Grid) {
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [editing, setEditing] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const { scroller, drawn, scrollTo } = useDrawnRows(rows, onEnd);

  const edit = (place: Place) => {
    setAt(place);
    setEditing(editable && place.column >= editableFrom);
  };
  const leave = () => {
    setEditing(false);
    table.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = placeAfter(event.key, at, { rows, columns });
    if (next) {
      setAt(next);
      scrollTo(next.row);
    } else if (event.key === "Enter" || event.key === "F2") edit(at);
    else if (event.key === "Delete" && editable && at.row < rows) onDelete(at.row);
    else return;
    event.preventDefault();
  };
  const paste = (event: ClipboardEvent) => {
    if (editing || !editable) return;
    event.preventDefault();
    onPaste(event.clipboardData.getData("text/plain"));
  };
  return { at, editing, table, scroller, drawn, pick: setAt, edit, leave, onKeyDown, onPaste: paste };
}

/** The rows in sight, and how high what is above and below them is. */
function useDrawnRows(rows: number, onEnd: () => void) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    onChange: ({ range }) => {
      if (range && range.endIndex >= rows - 1) onEnd();
    },
  });
  const items = virtual.getVirtualItems();
  const drawn = {
    indexes: items.map(({ index }) => index),
    above: items[0]?.start ?? 0,
    below: virtual.getTotalSize() - (items.at(-1)?.end ?? 0),
  };
  return { scroller, drawn, scrollTo: (row: number) => virtual.scrollToIndex(row) };
}
