import { useId } from "react";
import { type RowPorts, TreeRow } from "./TreeRow";
import type { TreeNode } from "./trees/rows";
import { useTreeWalk } from "./useTreeWalk";
import "./colours.css";
import "./tree.css";

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
  const walk = useTreeWalk({ root, selected, inSight, onSelect, onEnter, onEscape });
  const { rows, at, scroller, virtual } = walk;
  const id = useId();
  const select = (node: Node) => {
    walk.setActive(node.key);
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
      onKeyDown={walk.onKeyDown}
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
              onToggle={() => walk.toggle(key, !row.open)}
            />
          );
        })}
      </div>
    </div>
  );
}
