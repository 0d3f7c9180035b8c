import type { Json } from "@/editor/json";
import { stepsOf } from "@/editor/json";

/** An expression that may fill a target field, tried on the examples. */
export interface Suggestion {
  target: string;
  expression: string;
  /** What the items of the lists around the target are made of, from the outermost list inwards. */
  each: readonly string[];
  confidence: number;
  reason: string;
  suggester: string;
  /** Whether it gives what the target example has; null where there is nothing to compare with. */
  reproduces: boolean | null;
  /** What it gives on the example; undefined: nothing. */
  value: Json | undefined;
}

export interface TargetField {
  target: string;
  types: readonly string[];
  required: boolean;
  inExample: boolean;
  description: string;
}

/** A target field with what was suggested for it, the best first. */
export interface FieldSuggestions {
  field: TargetField;
  /** What the target example has; undefined: nothing. */
  wanted: Json | undefined;
  suggestions: readonly Suggestion[];
}

/** What a person decided, by target: a suggestion, or null for none of them. Fields that are not there are undecided. */
export type Decisions = ReadonlyMap<string, Suggestion | null>;

/** An accepted suggestion, as the server makes a text of it. */
export type Choice = Pick<Suggestion, "target" | "expression" | "each">;

const ITEM = "*";

/** The pointer of the innermost list that a target is in; null where it is in none. */
export function listOf(target: string): string | null {
  const last = stepsOf(target).lastIndexOf(ITEM);
  return last < 0
    ? null
    : target
        .split("/")
        .slice(0, last + 1)
        .join("/");
}

/** What lists are made of, without the names of the items' places: `lines#$index` has the items of `lines`. */
const itemsOf = ({ each }: Choice): string => each.map((part) => part.replace(/#\$\w+$/, "")).join("\n");

const goTogether = (one: Choice, other: Choice): boolean => itemsOf(one) === itemsOf(other);

/** Accepts a suggestion. Members of a list are made of one list: others of it change to that, or are undecided again. */
export function accepted(decisions: Decisions, fields: readonly FieldSuggestions[], chosen: Suggestion): Decisions {
  const next = new Map(decisions).set(chosen.target, chosen);
  const list = listOf(chosen.target);
  if (list === null) return next;
  for (const { field, suggestions } of fields) {
    const known = next.get(field.target);
    if (!known || listOf(field.target) !== list || goTogether(known, chosen)) continue;
    const instead = suggestions.find((each) => goTogether(each, chosen) && each.reproduces !== false);
    if (instead) next.set(field.target, instead);
    else next.delete(field.target);
  }
  return next;
}

/** None of the suggestions for a field. */
export const rejected = (decisions: Decisions, target: string): Decisions => new Map(decisions).set(target, null);

/** As if nothing had been decided for a field. */
export function undecided(decisions: Decisions, target: string): Decisions {
  const next = new Map(decisions);
  next.delete(target);
  return next;
}

/** Accepts the best suggestion of every undecided field that is sure enough, the surest first. */
export function acceptedAbove(decisions: Decisions, fields: readonly FieldSuggestions[], least: number): Decisions {
  const open = fields.filter(({ field }) => !decisions.has(field.target));
  const best = open
    .flatMap(({ suggestions }) => suggestions)
    .filter(({ confidence }) => confidence >= least)
    .sort((one, other) => other.confidence - one.confidence);
  const next = new Map(decisions);
  for (const suggestion of best) {
    if (!next.has(suggestion.target) && fitsList(next, suggestion)) next.set(suggestion.target, suggestion);
  }
  return next;
}

/** Whether a member of a list is made of what the accepted members of that list are made of. */
function fitsList(decisions: Decisions, suggestion: Suggestion): boolean {
  const list = listOf(suggestion.target);
  if (list === null) return true;
  const others = [...decisions.values()].filter((each) => each !== null && listOf(each.target) === list);
  return others.every((each) => each === null || goTogether(each, suggestion));
}

/** The decisions that the server's own first text is made of. */
export function decisionsOf(choices: readonly Choice[], fields: readonly FieldSuggestions[]): Decisions {
  const found = choices.flatMap((choice) => {
    const field = fields.find(({ field: { target } }) => target === choice.target);
    const same = field?.suggestions.find((each) => each.expression === choice.expression && goTogether(each, choice));
    return same ? [[choice.target, same] as const] : [];
  });
  return new Map(found);
}

/** What a text is to be made of, in the fields' order. */
export const choicesOf = (decisions: Decisions, fields: readonly FieldSuggestions[]): Choice[] =>
  fields.flatMap(({ field: { target } }) => {
    const chosen = decisions.get(target);
    return chosen ? [{ target, expression: chosen.expression, each: chosen.each }] : [];
  });

/** Which fields are listed: all of them, or those worth a look. */
export type Shown = "all" | "open" | "worth";

/** Fields of the example, required ones, and those that something sure enough is suggested for. */
export function shownFields(
  fields: readonly FieldSuggestions[],
  decisions: Decisions,
  shown: Shown,
  wanted: string,
): FieldSuggestions[] {
  const text = wanted.trim().toLowerCase();
  return fields.filter(({ field, suggestions }) => {
    if (text !== "" && !field.target.toLowerCase().includes(text)) return false;
    const decision = decisions.get(field.target);
    if (shown === "open") return decision === undefined && (field.inExample || field.required);
    return (
      shown === "all" || field.inExample || field.required || !!decision || (suggestions[0]?.confidence ?? 0) >= 0.5
    );
  });
}

/** How a confidence is called. */
export function sureness(confidence: number): "sure" | "likely" | "unsure" {
  if (confidence >= 0.75) return "sure";
  return confidence >= 0.5 ? "likely" : "unsure";
}
