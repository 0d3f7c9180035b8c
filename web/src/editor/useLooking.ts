import { useState } from "react";
import type { Range } from "./text/positions";
import { reveal } from "./text/view";
import { keyOf } from "./trees/nodes";
import { nodesOf } from "./trees/rows";
import type { SourceNode } from "./trees/source";
import type { TargetNode } from "./trees/target";
import type { Bench } from "./useBench";

/** Going from one column to another: what is selected in one is shown in the others. */
export type Looking = ReturnType<typeof useLooking>;

export function useLooking({ view, answers, trees, edits, setLooked }: Bench) {
  const [pickedUp, setPickedUp] = useState<SourceNode | null>(null);

  const show = (range: Range | undefined, focus = false) => {
    if (view && range) reveal(view, range);
    if (view && range && focus) view.focus();
  };
  const selectTarget = (node: TargetNode) => {
    setLooked({ source: null, target: node.key });
    if (view?.state.sliceDoc() === answers.fields.text) show(node.rules[0]);
  };
  const selectSource = (node: SourceNode) => setLooked({ source: node.key, target: null });
  const link = (source: SourceNode | null, target: TargetNode) => {
    if (source) edits.link(source, target);
    setPickedUp(null);
    setLooked({ source: null, target: target.key });
  };
  /** Enter: fills the field with what is picked up, else goes to its expression. */
  const enterTarget = (node: TargetNode) => {
    if (pickedUp) return link(pickedUp, node);
    selectTarget(node);
    show(node.rules[0], true);
  };
  const showTarget = (steps: readonly string[]) => {
    const wanted = keyOf(steps.filter((step) => !/^\d+$/.test(step)));
    const node = [...nodesOf(trees.target)].find(({ key }) => key.replaceAll("\u0000[]", "") === wanted);
    if (node) selectTarget(node);
  };
  const showSource = (path: string) => {
    const node = [...nodesOf(trees.source)].find(({ names }) => names.join(".") === path);
    if (node) selectSource(node);
  };
  return { pickedUp, setPickedUp, show, selectTarget, selectSource, link, enterTarget, showTarget, showSource };
}
