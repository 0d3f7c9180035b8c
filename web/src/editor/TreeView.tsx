import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { ROW_HEIGHT, type RowPorts, TreeRow } from "./TreeRow";
import { rowsOf, type TreeNode } from "./trees/rows";
import { stepOf } from "./trees/walk";

interface TreeViewProps<Node extends TreeNode<Node>> extends RowPorts<Node> {
  root: Node;
  label: string;
  /** Enter on a row. */
  onEnter(node: Node): void;
  onEscape(): void;
  /** A row to scroll to when it is another one than before. */
  inSight?: string | null;
}

/** A tree that draws only the rows in sight, however many there are, and is walked with the arrow keys. */
export function TreeView<Node extends TreeNode<Node>>(props: TreeViewProps<Node>) {
  const { root, label, selected, onSelect, onEnter, onEscape, inSight = null, ...ports } = props;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => rowsOf(root, closed), [root, closed]);
  const [active, setActive] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const at = Math.max(
    0,
    rows.findIndex(({ node }) => node.key === active),
  );

  const latest = useRef(rows);
  latest.current = rows;
  useEffect(() => {
    if (selected === null) return;
    setActive(selected);
    const index = latest.current.findIndex(({ node }) => node.key === selected);
    if (index >= 0) virtual.scrollToIndex(index);
  }, [selected, virtual]);

  useEffect(() => {
    const index = latest.current.findIndex(({ node }) => node.key === inSight);
    if (index >= 0) virtual.scrollToIndex(index);
  }, [inSight, virtual]);

  const toggle = (key: string, open: boolean) => setClosed((known) => toggled(known, key, open));
  const goTo = (index: number) => {
    setActive(rows[index]?.node.key ?? null);
    virtual.scrollToIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const node = rows[at]?.node;
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = stepOf(event.key, at, rows);
    if (step) "to" in step ? goTo(step.to) : toggle(node.key, step.open);
    else if (event.key === "Enter") onEnter(node);
    else if (event.key === " ") onSelect(node);
    else if (event.key === "Escape") onEscape();
    else return;
    event.preventDefault();
  };
  const select = (node: Node) => {
    setActive(node.key);
    onSelect(node);
  };
  const drawn = virtual.getVirtualItems();

  return (
    <div
      ref={scroller}
      className="me-tree"
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={drawn.some(({ index }) => index === at) ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className="me-tree-rows" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const place = { id: `${id}-${index}`, top: start, isActive: index === at };
          const { key } = row.node;
          return (
            <TreeRow
              key={key}
              {...ports}
              {...place}
              row={row}
              selected={selected}
              onSelect={select}
              onToggle={() => toggle(key, !row.open)}
            />
          );
        })}
      </div>
    </div>
  );
}

function toggled(closed: ReadonlySet<string>, key: string, open: boolean): ReadonlySet<string> {
  const next = new Set(closed);
  if (open) next.delete(key);
  else next.add(key);
  return next;
}
