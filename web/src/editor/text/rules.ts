import { namesOf, withoutArrays } from "./names";
import { Positions, type Range } from "./positions";

/** A field rule as the API gives it: its span counts code points. */
export interface FieldRule {
  target: string;
  span: { start: number; end: number };
  sources: readonly string[];
  conditions: readonly string[];
  functions: readonly string[];
}

/** A field rule with its place in UTF-16 units, and its target as names. */
export interface Rule extends Range {
  target: string;
  names: readonly string[];
  sources: readonly string[];
  conditions: readonly string[];
  functions: readonly string[];
}

/** The rules of a text, placed in it. */
export function rulesIn(text: string, fields: readonly FieldRule[]): Rule[] {
  const positions = new Positions(text);
  return fields.map(({ target, span, sources, conditions, functions }) => ({
    ...positions.range(span),
    target,
    names: namesOf(target),
    sources,
    conditions,
    functions,
  }));
}

export const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && startsWith(one, other);

export const startsWith = (names: readonly string[], start: readonly string[]): boolean =>
  start.every((name, index) => names[index] === name);

/** The rules of one target. */
export function rulesOf(rules: readonly Rule[], target: readonly string[]): Rule[] {
  return rules.filter((rule) => sameNames(rule.names, target));
}

/** The rules that read a source, or a part of it, for a value or for a condition. */
export function usersOf(rules: readonly Rule[], source: string): Rule[] {
  const path = withoutArrays(source);
  const reads = (read: string) => read === path || read.startsWith(`${path}.`);
  return rules.filter((rule) => rule.sources.some(reads) || rule.conditions.some(reads));
}

/** Whether an edit did what it was to do: the target has its one rule, and no other target's rule is another. */
export function onlyChanged(
  before: readonly Rule[],
  after: readonly Rule[],
  target: readonly string[],
  sources: readonly string[] | null,
): boolean {
  const own = rulesOf(after, target);
  const rightOwn = sources === null ? own.length === 0 : own.length === 1 && sameNames(own[0]?.sources ?? [], sources);
  return rightOwn && sameNames(signatures(before, target), signatures(after, target));
}

function signatures(rules: readonly Rule[], except: readonly string[]): string[] {
  return rules
    .filter((rule) => !sameNames(rule.names, except))
    .map((rule) => JSON.stringify([rule.target, rule.sources, rule.conditions, rule.functions]))
    .sort();
}
