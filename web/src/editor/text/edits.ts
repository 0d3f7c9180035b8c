import type { ObjectConstructor, Pair } from "./objects";
import { Placing } from "./placing";
import type { Range } from "./positions";
import { type Rule, rulesOf, startsWith } from "./rules";
import { tokensOf } from "./scan";

/** A change of a text, in UTF-16 units of the text before it. */
export interface Change extends Range {
  insert: string;
}

/** Changes that put an expression in its place, ascending; none overlap. */
export interface Edit {
  changes: readonly Change[];
  /** Where the expression stands afterwards; where it was, when it was removed. */
  select: Range;
}

/** Why the place of an edit is not sure; `where` is what to look at instead. */
export interface Refusal {
  refused: RefusalReason;
  where: Range | null;
}

export type RefusalReason =
  | "several" /* more than one place fills it */
  | "shared" /* the text that fills it fills other fields too */
  | "partly" /* what fills it stands under a condition, or in a larger expression */
  | "made-of-parts" /* it is an object that is filled member by member */
  | "filled-above" /* one expression fills the object or list that it belongs to */
  | "list" /* it belongs to items of a list that is not mapped yet */
  | "taken" /* its object has a member of that name, or names that are computed */
  | "nowhere" /* no constructor makes the object that it belongs to */
  | "unfilled"; /* nothing fills it, so there is nothing to remove */

export const isRefusal = (result: Edit | Refusal): result is Refusal => "refused" in result;

/** The names of a target, `[]` behind those of lists: ["List", "SalesOrderLineItem[]", "Quantity"]. */
export type TargetPath = readonly string[];

export const targetNames = (target: TargetPath): string[] => target.map((part) => part.replace(/\[\]$/, ""));

/** Fill a target with an expression: in the place of the one that fills it, or as a new member of its object. */
export function putField(text: string, rules: readonly Rule[], target: TargetPath, expression: string): Edit | Refusal {
  const names = targetNames(target);
  const placing = new Placing(text, rules);
  if (rulesOf(rules, names).length > 0) return replaceField(placing, rules, names, expression);
  const inTheWay = rules.find((rule) => startsWith(rule.names, names) || startsWith(names, rule.names));
  if (inTheWay) return refusal(inTheWay.names.length > names.length ? "made-of-parts" : "filled-above", inTheWay);
  if (tokensOf(text).length === 0) return startText(text, target, expression);
  return insertField(text, placing, target, expression);
}

/** Take a target's member out of its object. */
export function removeField(text: string, rules: readonly Rule[], target: TargetPath): Edit | Refusal {
  const names = targetNames(target);
  const placing = new Placing(text, rules);
  const own = rulesOf(rules, names);
  if (own.length === 0) return refusal("unfilled", null);
  const found = pairOf(placing, names, own[0] as Rule);
  if ("refused" in found) return found;
  const outside = own.find((rule) => rule.from < found.pair.valueFrom || rule.to > found.pair.valueTo);
  return outside ? refusal("several", outside) : withoutPair(text, found.owner, found.pair);
}

function replaceField(placing: Placing, rules: readonly Rule[], names: readonly string[], expression: string) {
  const [own, another] = rulesOf(rules, names);
  if (!own || another) return refusal("several", another ?? null);
  if (rules.some((rule) => rule !== own && rule.from < own.to && own.from < rule.to)) return refusal("shared", own);
  const found = pairOf(placing, names, own);
  if ("refused" in found) return found;
  const { valueFrom: from, valueTo: to } = found.pair;
  if (from !== own.from || to !== own.to) return refusal("partly", { from, to });
  return { changes: [{ from, to, insert: expression }], select: { from, to: from + expression.length } };
}

function pairOf(placing: Placing, names: readonly string[], rule: Rule) {
  const found = placing.pairAround(rule);
  if (!found || found.pair.key !== names.at(-1)) return refusal("partly", rule);
  return placing.pathsOf(found.owner).length > 1 ? refusal("shared", rule) : found;
}

function insertField(text: string, placing: Placing, target: TargetPath, expression: string): Edit | Refusal {
  const names = targetNames(target);
  for (let depth = names.length - 1; depth >= 0; depth--) {
    const [object, another] = placing.at(names.slice(0, depth));
    if (!object) continue;
    if (another) return refusal("several", another);
    return insertInto(text, placing, object, target.slice(depth), expression);
  }
  return refusal("nowhere", null);
}

function insertInto(
  text: string,
  placing: Placing,
  object: ObjectConstructor,
  missing: TargetPath,
  expression: string,
): Edit | Refusal {
  const [name] = targetNames(missing);
  if (placing.pathsOf(object).length > 1) return refusal("shared", object);
  const taken = object.pairs.find((pair) => pair.key === name || pair.key === null);
  if (taken) return refusal("taken", { from: taken.from, to: taken.valueTo });
  if (missing.slice(0, -1).some((part) => part.endsWith("[]"))) return refusal("list", object);
  return withPair(text, object, missing, expression);
}

function startText(text: string, target: TargetPath, expression: string): Edit | Refusal {
  if (target.slice(0, -1).some((part) => part.endsWith("[]"))) return refusal("list", null);
  const line = lineBreak(text);
  const member = memberText(target, expression, `${line}  `);
  const before = text === "" || text.endsWith("\n") ? `{${line}  ` : `${line}{${line}  `;
  const from = text.length + before.length + member.offset;
  return {
    changes: [{ from: text.length, to: text.length, insert: `${before}${member.text}${line}}${line}` }],
    select: { from, to: from + expression.length },
  };
}

/** A new last member; comments behind the one before it stay with that one. */
function withPair(text: string, object: ObjectConstructor, missing: TargetPath, expression: string): Edit {
  const last = object.pairs.at(-1);
  const inside = text.slice(0, object.to - 1);
  const end = Math.max(inside.trimEnd().length, last?.valueTo ?? object.from + 1);
  const manyLines = text.slice(object.from, object.to).includes("\n");
  const gap = manyLines ? lineBreak(text) + indentOf(text, last?.from ?? null, object) : " ";
  const member = memberText(missing, expression, manyLines ? gap : null);
  const tail = !last && !manyLines && end === object.to - 1 ? " " : "";
  const comma = last ? [{ from: last.valueTo, to: last.valueTo, insert: "," }] : [];
  const from = end + comma.length + gap.length + member.offset;
  const added = { from: end, to: end, insert: gap + member.text + tail };
  return { changes: joined([...comma, added]), select: { from, to: from + expression.length } };
}

/** `"name": expression`, deeper names in constructors of their own; `line` starts a line, null keeps to one. */
function memberText(path: TargetPath, expression: string, line: string | null): { text: string; offset: number } {
  const [name, ...deeper] = targetNames(path);
  const key = `${JSON.stringify(name)}: `;
  if (deeper.length === 0) return { text: key + expression, offset: key.length };
  const opening = line === null ? "{ " : `{${line}  `;
  const member = memberText(path.slice(1), expression, line === null ? null : `${line}  `);
  const offset = key.length + opening.length + member.offset;
  return { text: key + opening + member.text + (line === null ? " }" : `${line}}`), offset };
}

function withoutPair(text: string, owner: ObjectConstructor, pair: Pair): Edit {
  const index = owner.pairs.indexOf(pair);
  const next = owner.pairs[index + 1];
  const before = owner.pairs[index - 1];
  const comma = next
    ? commaIn(text, pair.valueTo, next.from)
    : before
      ? commaIn(text, before.valueTo, pair.from)
      : null;
  const end = next && comma !== null ? comma + 1 : pair.valueTo;
  const gone = withItsLine(text, { from: pair.from, to: end });
  const commaGone = !next && comma !== null ? [{ from: comma, to: comma + 1, insert: "" }] : [];
  const from = gone.from - commaGone.length;
  return { changes: joined([...commaGone, { ...gone, insert: "" }]), select: { from, to: from } };
}

function commaIn(text: string, from: number, to: number): number | null {
  const comma = tokensOf(text.slice(from, to)).find((token) => token.text === ",");
  return comma ? from + comma.from : null;
}

/** The range with the rest of its line, where nothing else stands on it; else with the spaces behind it. */
function withItsLine(text: string, { from, to }: Range): Range {
  const indent = /[ \t]*$/.exec(text.slice(0, from))?.[0].length ?? 0;
  const rest = /^[ \t]*(\r?\n)?/.exec(text.slice(to)) ?? [""];
  const startsLine = from - indent === 0 || text[from - indent - 1] === "\n";
  if (startsLine && rest[1]) return { from: from - indent, to: to + rest[0].length };
  return rest[1] ? { from, to } : { from, to: to + rest[0].length };
}

/** Changes at one place become one change. */
function joined(changes: readonly Change[]): Change[] {
  const result: Change[] = [];
  for (const change of changes) {
    const last = result.at(-1);
    if (last && last.to === change.from) {
      result[result.length - 1] = { from: last.from, to: change.to, insert: last.insert + change.insert };
    } else result.push(change);
  }
  return result;
}

/** How members are indented: as the last one is, else two further than the line that opens the constructor. */
function indentOf(text: string, member: number | null, object: ObjectConstructor): string {
  const start = text.lastIndexOf("\n", (member ?? object.from) - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? "";
  const standsFirst = member !== null && start + indent.length === member;
  return standsFirst ? indent : `${indent}  `;
}

const lineBreak = (text: string): string => (/^[^\n]*\r\n/.test(text) ? "\r\n" : "\n");

const refusal = (refused: RefusalReason, where: Range | null): Refusal => ({
  refused,
  where: where && { from: where.from, to: where.to },
});

/** A text with an edit's changes made. */
export function edited(text: string, edit: Edit): string {
  return [...edit.changes]
    .reverse()
    .reduce((whole, { from, to, insert }) => whole.slice(0, from) + insert + whole.slice(to), text);
}
