import type { EditorView } from "@codemirror/view";
import { useEffect, useMemo, useRef, useState } from "react";
import { useMay } from "@/session/useSession";
import { useDraft } from "./draft/useDraft";
import { useMeanwhile } from "./draft/useMeanwhile";
import { pointersAt } from "./output/pointers";
import * as server from "./server";
import { findingsOf } from "./text/diagnostics";
import { mark, reveal, type ViewPorts } from "./text/view";
import { type Answers, useAnswers } from "./useAnswers";
import { useEdits } from "./useEdits";
import { useInputs } from "./useInputs";
import { useLooked } from "./useLooked";
import type { Opened } from "./useOpened";
import { useResting } from "./useResting";
import { subResultsIn, type Trees, useTrees } from "./useTrees";

/** All that the columns of the editor share. */
export type Bench = ReturnType<typeof useBench>;

export function useBench(opened: Opened) {
  const { project, name } = opened.mapping;
  const place = useMemo(() => ({ project, mapping: name }), [project, name]);
  const mayEdit = useMay("edit");
  const [view, setView] = useState<EditorView | null>(null);
  const { inputs, reloadInputs, inputId, setInputId } = useInputs(opened, place);
  const [looked, setLooked] = useLooked();
  const resting = useResting(opened.text);
  const input = inputs.find(({ id }) => id === inputId);
  const answers = useAnswers(place, resting, input, inputs);
  const trees = useTrees(opened, input, answers, looked);
  const draft = useDraft(place, opened);
  const meanwhile = useMeanwhile(place, draft.state.basedOn, mayEdit);
  const edits = useEdits(place, view);
  const findings = useFindings(answers);

  useShown(view, answers.fields.text, trees, looked.target);

  const ports: ViewPorts = {
    complete: async (asked, position, signal) => (await server.complete(place, asked, position, signal)).completions,
    changed: (now) => {
      resting.change(now);
      draft.keeper.change(now);
    },
    subResults: (of) => (answers.trace?.text === of ? subResultsIn(of, answers.trace.sub_results) : []),
  };
  const shown = { view, setView, inputs, reloadInputs, input, inputId, setInputId, looked, setLooked };
  return { opened, place, mayEdit, ...shown, answers, trees, draft, meanwhile, edits, findings, ports };
}

/** Lights up the rules of what is looked at, and brings a target's into sight as soon as they are known. */
function useShown(view: EditorView | null, text: string, trees: Trees, target: string | null): void {
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (view?.state.sliceDoc() !== text) return;
    mark(view, trees.rules);
    const [rule] = trees.targetNode?.rules ?? [];
    if (rule && shown.current !== target) reveal(view, rule);
    if (rule || target === null) shown.current = target;
  }, [view, text, trees, target]);
}

/** Lint, and what the evaluation of the same text stumbled over. */
function useFindings({ findings, mapped, trace }: Answers) {
  return useMemo(() => {
    const evaluated = [mapped, trace].flatMap((each) => (each?.text === findings.text ? each.problems : []));
    return { text: findings.text, items: findingsOf(findings.text, findings.items, evaluated) };
  }, [findings, mapped, trace]);
}

/** Where in the output the values of the target field are that is looked at. */
export function useSelectedPointers({ trees, answers }: Bench): readonly string[] {
  const node = trees.targetNode;
  const output = answers.mapped?.output;
  return useMemo(
    () => (node && output !== undefined ? pointersAt(output, node.key.split("\u0000")) : []),
    [node, output],
  );
}
