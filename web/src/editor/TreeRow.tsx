import { type DragEvent, type ReactNode, useState } from "react";
import type { Row, TreeNode } from "./trees/rows";

export const ROW_HEIGHT = 26;
/** No text: it could be dropped into the editor. */
const DRAGGED = "application/x-crossdock-field";

/** What a tree's rows show, and what can be done with them. */
export interface RowPorts<Node> {
  selected: string | null;
  onSelect(node: Node): void;
  /** Further classes of a row. */
  classOf(node: Node): string;
  /** What is dragged with a row; a tree without it is not dragged from. */
  drag?: (node: Node) => string;
  /** With what `drag` gave of the row that is dropped, of this tree or another. */
  onDrop?: (node: Node, dragged: string) => void;
  children(node: Node): ReactNode;
}

interface TreeRowProps<Node extends TreeNode<Node>> extends RowPorts<Node> {
  row: Row<Node>;
  id: string;
  top: number;
  isActive: boolean;
  onToggle(): void;
}

/** One line of a tree. */
export function TreeRow<Node extends TreeNode<Node>>({ row, id, top, isActive, ...ports }: TreeRowProps<Node>) {
  const { node, level, open } = row;
  const [over, setOver] = useState(false);
  const { drag, onDrop } = ports;
  const dropping = onDrop && {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      onDrop(node, event.dataTransfer.getData(DRAGGED));
    },
  };
  const classes = ["me-row", ports.classOf(node), isActive ? "active" : "", over ? "over" : ""];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the focus and takes the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={node.members.length > 0 ? open : undefined}
      aria-selected={node.key === ports.selected}
      className={classes.filter((name) => name !== "").join(" ")}
      style={{ transform: `translateY(${top}px)`, paddingInlineStart: 4 + (level - 1) * 14, height: ROW_HEIGHT }}
      draggable={drag !== undefined}
      onDragStart={drag && ((event) => event.dataTransfer.setData(DRAGGED, drag(node)))}
      onClick={() => ports.onSelect(node)}
      {...dropping}
    >
      <Twist hidden={node.members.length === 0} open={open} onToggle={ports.onToggle} />
      {ports.children(node)}
    </div>
  );
}

/** For the mouse; the keyboard has the arrow keys. */
function Twist({ hidden, open, onToggle }: { hidden: boolean; open: boolean; onToggle(): void }) {
  return (
    <span
      className={hidden ? "me-twist hidden" : "me-twist"}
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      {open ? "▾" : "▸"}
    </span>
  );
}
