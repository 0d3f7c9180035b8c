import { Table } from "@mantine/core";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { Fragment, type ReactNode, useLayoutEffect, useRef, useState } from "react";

const ROW_PIXELS = 44;
/** Beyond the window's edges, so that the keyboard has somewhere to go. */
const BESIDE = 15;

/** What a row takes over, so that its height is known. */
export interface RowPlace {
  ref: (row: HTMLTableRowElement | null) => void;
  "data-index": number;
  /** From 1, the head counted. */
  "aria-rowindex": number;
}

interface Props<Item> {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  children: (item: Item, place: RowPlace) => ReactNode;
}

/** A table's body of which only the rows in sight of the window are drawn, however many and however high they are. */
export function WindowedRows<Item>({ items, keyOf, children }: Props<Item>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [above, setAbove] = useState(0);
  // What stands above may grow at any time.
  useLayoutEffect(() => setAbove(Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY)));
  const rows = useWindowVirtualizer<HTMLTableRowElement>({
    count: items.length,
    estimateSize: () => ROW_PIXELS,
    overscan: BESIDE,
    scrollMargin: above,
    getItemKey: (index) => keyOf(items[index] as Item),
  });
  const drawn = rows.getVirtualItems();
  const first = drawn[0];
  const last = drawn.at(-1);
  return (
    <Table.Tbody ref={body}>
      <Gap pixels={first ? first.start - above : 0} />
      {drawn.map(({ index, key }) => {
        const item = items[index];
        if (item === undefined) return null;
        const place = { ref: rows.measureElement, "data-index": index, "aria-rowindex": index + 2 };
        return <Fragment key={String(key)}>{children(item, place)}</Fragment>;
      })}
      <Gap pixels={last ? rows.getTotalSize() - (last.end - above) : 0} />
    </Table.Tbody>
  );
}

/** The room of rows that are not drawn. */
function Gap({ pixels }: { pixels: number }) {
  if (pixels <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row is not focusable
    <tr aria-hidden="true">
      <td style={{ height: pixels, padding: 0, border: 0 }} />
    </tr>
  );
}
