import { type Json, stepsOf } from "../json";
import { type Rule, sameNames, startsWith } from "../text/rules";
import { ITEMS, keyOf, type Place, pathOf, placesOfSchema, type Schema, valuesIn } from "./nodes";

export type Badge = "unmapped" | "mismatch" | "never-produced";

/** How a target field is filled. */
export type Filling =
  | "rules" /* by expressions of its own */
  | "members" /* member by member */
  | "above" /* by the expression of an object or list around it */
  | "nothing";

/** What the server found wrong with the output at a place. */
export interface TargetProblem {
  code: string;
  message: string;
  pointer?: string | null;
}

export interface TargetNode {
  key: string;
  path: string;
  name: string;
  /** As the editing of the text wants it: `[]` behind the names of lists. */
  target: readonly string[];
  types: readonly string[];
  description: string;
  required: boolean;
  declared: boolean;
  filling: Filling;
  rules: readonly Rule[];
  badges: readonly Badge[];
  problems: readonly TargetProblem[];
  values: readonly Json[];
  members: readonly TargetNode[];
}

/** What the target tree is made of; `produced` are outputs of all samples, null while they are not known. */
export interface TargetKnown {
  schema: Schema;
  rules: readonly Rule[];
  /** Whether the rules are those of the text yet: until then nothing can be said to be unmapped. */
  known: boolean;
  output: Json | undefined;
  problems: readonly TargetProblem[];
  produced: readonly Json[] | null;
}

/** The target as a tree: what its schema declares, and what the text makes besides. */
export function targetTree(known: TargetKnown): TargetNode {
  const output = known.output === undefined ? new Map() : valuesIn(known.output);
  const produced = known.produced && new Set(known.produced.flatMap((each) => [...valuesIn(each).keys()]));
  const building = { ...known, values: output, seen: produced };
  return nodeOf(withRules(placesOfSchema(known.schema), known.rules), building, true);
}

interface Building extends TargetKnown {
  values: ReturnType<typeof valuesIn>;
  seen: ReadonlySet<string> | null;
}

/** Targets of rules that the schema does not name, as members of the places that they belong to. */
function withRules(root: Place, rules: readonly Rule[]): Place {
  const added = (place: Place, names: readonly string[], steps: readonly string[]): Place => {
    const [name, ...deeper] = names;
    if (name === undefined) return place;
    const items = place.members.find((member) => member.steps.at(-1) === ITEMS);
    if (items) return replaced(place, items, added(items, names, [...steps, ITEMS]));
    const member = place.members.find((each) => each.steps.at(-1) === name);
    const inner = [...steps, name];
    if (member) return replaced(place, member, added(member, deeper, inner));
    return { ...place, members: [...place.members, added(unnamed(inner), deeper, inner)] };
  };
  return rules.filter(({ names }) => !names.includes("*")).reduce((tree, { names }) => added(tree, names, []), root);
}

const replaced = (place: Place, old: Place, member: Place): Place => ({
  ...place,
  members: place.members.map((each) => (each === old ? member : each)),
});

const unnamed = (steps: readonly string[]): Place => ({
  steps,
  types: [],
  description: "",
  required: false,
  declared: false,
  members: [],
});

function nodeOf(place: Place, known: Building, expected: boolean): TargetNode {
  const names = place.steps.filter((step) => step !== ITEMS);
  const filling = fillingOf(names, known.rules);
  const needed = expected && (place.required || filling !== "nothing");
  const key = keyOf(place.steps);
  const problems = known.problems.filter(({ pointer }) => pointer && atPlace(place.steps, pointer));
  return {
    key,
    path: pathOf(place.steps),
    name: place.steps.at(-1) ?? "",
    target: targetOf(place.steps),
    types: place.types,
    description: place.description,
    required: place.required,
    declared: place.declared,
    filling,
    rules: known.rules.filter((rule) => sameNames(rule.names, names)),
    badges: badgesOf(place, filling, problems, expected, known),
    problems,
    values: known.values.get(key)?.values ?? [],
    members: place.members.map((member) => nodeOf(member, known, needed)),
  };
}

/** Steps as names, `[]` behind those of lists. */
function targetOf(steps: readonly string[]): string[] {
  const target: string[] = [];
  for (const step of steps) {
    if (step !== ITEMS) target.push(step);
    else if (target.length > 0) target.push(`${target.pop()}[]`);
  }
  return target;
}

function fillingOf(names: readonly string[], rules: readonly Rule[]): Filling {
  if (rules.some((rule) => sameNames(rule.names, names))) return "rules";
  if (rules.some((rule) => startsWith(rule.names, names))) return "members";
  return rules.some((rule) => startsWith(names, rule.names)) ? "above" : "nothing";
}

function badgesOf(
  place: Place,
  filling: Filling,
  problems: readonly TargetProblem[],
  expected: boolean,
  { seen, known }: Building,
): Badge[] {
  const badges: Badge[] = [];
  if (known && expected && place.required && filling === "nothing") badges.push("unmapped");
  if (problems.some(({ code }) => code !== "required")) badges.push("mismatch");
  if (filling === "rules" && seen && !seen.has(keyOf(place.steps))) badges.push("never-produced");
  return badges;
}

/** Whether a pointer leads to a place, whichever items it goes through. */
function atPlace(steps: readonly string[], pointer: string): boolean {
  const given = stepsOf(pointer);
  return (
    given.length === steps.length &&
    steps.every((step, at) => (step === ITEMS ? /^\d+$/.test(given[at] ?? "") : step === given[at]))
  );
}
