import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { ROW_HEIGHT } from "./TreeRow";
import { rowsOf, type TreeNode } from "./trees/rows";
import { stepOf } from "./trees/walk";

interface Walked<Node extends TreeNode<Node>> {
  root: Node;
  selected: string | null;
  /** A row to scroll to when it is another one than before. */
  inSight: string | null;
  onSelect(node: Node): void;
  onEnter(node: Node): void;
  onEscape(): void;
}

/** The rows of a tree, what of it is closed, and where in it the keyboard is. */
export function useTreeWalk<Node extends TreeNode<Node>>({ root, selected, inSight, ...ports }: Walked<Node>) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const rows = useMemo(() => rowsOf(root, closed), [root, closed]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const latest = useRef(rows);
  latest.current = rows;
  useEffect(() => {
    if (selected === null) return;
    setActive(selected);
    scrollTo(virtual, latest.current, selected);
  }, [selected, virtual]);
  useEffect(() => scrollTo(virtual, latest.current, inSight), [inSight, virtual]);

  const at = Math.max(0, indexOf(rows, active));
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
    else if (event.key === "Enter") ports.onEnter(node);
    else if (event.key === " ") ports.onSelect(node);
    else if (event.key === "Escape") ports.onEscape();
    else return;
    event.preventDefault();
  };
  return { rows, at, scroller, virtual, toggle, setActive, onKeyDown };
}

type Rows = readonly { node: { key: string } }[];

const indexOf = (rows: Rows, key: string | null): number => rows.findIndex(({ node }) => node.key === key);

function scrollTo(virtual: { scrollToIndex(index: number): void }, rows: Rows, key: string | null): void {
  const index = indexOf(rows, key);
  if (index >= 0) virtual.scrollToIndex(index);
}

function toggled(closed: ReadonlySet<string>, key: string, open: boolean): ReadonlySet<string> {
  const next = new Set(closed);
  if (open) next.delete(key);
  else next.add(key);
  return next;
}
