/** What every tree's nodes have. */
export interface TreeNode<Self> {
  key: string;
  members: readonly Self[];
}

/** A line of a tree as it is shown. */
export interface Row<Node> {
  node: Node;
  /** From 1. */
  level: number;
  position: number;
  siblings: number;
  open: boolean;
}

/** The lines that are shown: the members of what is open, the root itself left out. */
export function rowsOf<Node extends TreeNode<Node>>(root: Node, closed: ReadonlySet<string>): Row<Node>[] {
  const rows: Row<Node>[] = [];
  const add = (nodes: readonly Node[], level: number): void => {
    nodes.forEach((node, index) => {
      const open = node.members.length > 0 && !closed.has(node.key);
      rows.push({ node, level, position: index + 1, siblings: nodes.length, open });
      if (open) add(node.members, level + 1);
    });
  };
  add(root.members, 1);
  return rows;
}

/** All nodes below a root, each before its members. */
export function* nodesOf<Node extends TreeNode<Node>>(root: Node): Generator<Node> {
  for (const node of root.members) {
    yield node;
    yield* nodesOf(node);
  }
}

/** A tree of only what fits and what is around it; null where nothing does. */
export function pruned<Node extends TreeNode<Node>>(root: Node, fits: (node: Node) => boolean): Node | null {
  const members = root.members
    .map((member) => (fits(member) ? member : pruned(member, fits)))
    .filter((each) => each !== null);
  return members.length > 0 ? { ...root, members } : null;
}
