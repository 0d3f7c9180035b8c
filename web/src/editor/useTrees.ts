import { useMemo } from "react";
import type { Input } from "./inputs";
import { withoutArrays } from "./text/names";
import { Positions } from "./text/positions";
import { type Rule, usersOf } from "./text/rules";
import type { SubResult } from "./text/view";
import { nodesOf } from "./trees/rows";
import { type SourceNode, sourceTree } from "./trees/source";
import { type TargetNode, targetTree } from "./trees/target";
import type { Answers } from "./useAnswers";
import type { Opened } from "./useOpened";

/** What is looked at: one field of one of the trees, by its key. */
export interface Looked {
  source: string | null;
  target: string | null;
}

/** Both trees, and what the field that is looked at has to do with the other one. */
export interface Trees {
  source: SourceNode;
  target: TargetNode;
  sourceNode: SourceNode | null;
  targetNode: TargetNode | null;
  /** The rules of the field that is looked at, or that use it. */
  rules: readonly Rule[];
  /** Source paths, without list marks, of the target field that is looked at. */
  lit: ReadonlySet<string>;
  /** Target paths, without list marks, of what uses the source field that is looked at. */
  used: ReadonlySet<string>;
  subResults: readonly (SubResult & { written: string })[];
  sourceOf(key: string): SourceNode | null;
}

export function useTrees(opened: Opened, input: Input | undefined, answers: Answers, looked: Looked): Trees {
  const { fields, mapped, produced, trace } = answers;
  const source = useMemo(
    () => sourceTree(opened.sourceSchema, opened.samples, input?.payload),
    [opened.sourceSchema, opened.samples, input],
  );
  const target = useMemo(
    () =>
      targetTree({
        schema: opened.targetSchema,
        rules: fields.rules,
        known: fields.known,
        output: mapped?.output,
        problems: (mapped?.problems ?? []).filter(({ side }) => side === "target"),
        produced,
      }),
    [opened.targetSchema, fields, mapped, produced],
  );
  const sources = useMemo(() => new Map([...nodesOf(source)].map((node) => [node.key, node])), [source]);
  const targets = useMemo(() => new Map([...nodesOf(target)].map((node) => [node.key, node])), [target]);
  const sourceNode = sources.get(looked.source ?? "") ?? null;
  const targetNode = targets.get(looked.target ?? "") ?? null;

  return useMemo(() => {
    const rules = targetNode?.rules ?? (sourceNode ? usersOf(fields.rules, sourceNode.path) : []);
    return {
      source,
      target,
      sourceNode,
      targetNode,
      rules,
      lit: new Set(targetNode ? rules.flatMap((rule) => rule.sources).map(withoutArrays) : []),
      used: new Set(sourceNode ? rules.map((rule) => rule.names.join(".")) : []),
      subResults:
        targetNode && trace?.text === fields.text ? subResultsWithin(fields.text, trace.sub_results, rules) : [],
      sourceOf: (key) => sources.get(key) ?? null,
    };
  }, [source, target, sources, sourceNode, targetNode, fields, trace]);
}

type Told = NonNullable<Answers["trace"]>["sub_results"];

/** What the parts of a text gave, in its own counting. */
export function subResultsIn(text: string, told: Told): SubResult[] {
  const positions = new Positions(text);
  return told.map(({ span, times, shown }) => ({ ...positions.range(span), times, shown }));
}

function subResultsWithin(text: string, told: Told, rules: readonly Rule[]) {
  const inside = subResultsIn(text, told).filter((part) =>
    rules.some((rule) => rule.from <= part.from && part.to <= rule.to),
  );
  return inside.map((part) => ({ ...part, written: text.slice(part.from, part.to) }));
}
