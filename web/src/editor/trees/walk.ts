import type { Row, TreeNode } from "./rows";

/** What a key does in a tree: go to a row, or open or close the one it is on. */
export type Step = { to: number } | { open: boolean };

const PAGE = 12;

/** What a key means on a row, as trees everywhere have it; null where it means nothing. */
export function stepOf<Node extends TreeNode<Node>>(key: string, at: number, rows: readonly Row<Node>[]): Step | null {
  const row = rows[at];
  if (!row) return null;
  const isClosed = !row.open && row.node.members.length > 0;
  if (key === "ArrowRight") return isClosed ? { open: true } : { to: Math.min(rows.length - 1, at + 1) };
  if (key === "ArrowLeft") return row.open ? { open: false } : { to: parentOf(row, at, rows) };
  const to = placeOf(key, at, rows.length);
  return to === null ? null : { to: Math.min(rows.length - 1, Math.max(0, to)) };
}

function placeOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return at - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "PageDown":
      return at + PAGE;
    case "PageUp":
      return at - PAGE;
    default:
      return null;
  }
}

/** A row at the outermost level stays where it is. */
function parentOf<Node extends TreeNode<Node>>(row: Row<Node>, at: number, rows: readonly Row<Node>[]): number {
  const parent = rows.findLastIndex(({ level }, index) => index < at && level < row.level);
  return parent < 0 ? at : parent;
}
