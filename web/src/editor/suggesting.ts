import type { Suggestion } from "@/start/choices";
import type { Linked, ReadRules } from "./linking";
import { edited, isRefusal, putField, type TargetPath, targetNames } from "./text/edits";
import { onlyChanged, type Rule } from "./text/rules";

/** The pointer of a target as suggestions name it: `["l[]", "q"]` is `/l/*` and `/q`. */
export function pointerOfTarget(target: TargetPath): string {
  return target
    .map((part) => {
      const name = part.replace(/\[\]$/, "").replaceAll("~", "~0").replaceAll("/", "~1");
      return part.endsWith("[]") ? `/${name}/*` : `/${name}`;
    })
    .join("");
}

/**
 * Fills a target with a suggestion where the server then reads from the same source paths as it does by itself,
 * and no other rule differently. Of a list that is not mapped yet, the list is written with it.
 */
export async function fillField(
  text: string,
  target: TargetPath,
  suggestion: Pick<Suggestion, "expression" | "each">,
  readRules: ReadRules,
): Promise<Linked> {
  const { rules, readable } = await readRules(text);
  if (!readable) return { refused: "unreadable", where: null };
  const sources = sourcesOf((await readRules(whole(suggestion))).rules);
  const written = isWithinNewList(rules, target) ? newList(target, suggestion) : null;
  const edit = putField(text, rules, written?.target ?? target, written?.expression ?? suggestion.expression);
  if (isRefusal(edit)) return edit;
  const after = await readRules(edited(text, edit));
  const meant = after.readable && onlyChanged(rules, after.rules, targetNames(target), sources);
  return meant ? edit : { refused: "not-meant", where: null };
}

/** A text that does nothing but the suggestion. */
function whole({ expression, each }: Pick<Suggestion, "expression" | "each">): string {
  return each.reduceRight((inner, items) => `{ "v": ${items}.${inner} }`, `{ "v": ${expression} }`);
}

const sourcesOf = (rules: readonly Rule[]): readonly string[] => rules[0]?.sources ?? [];

/** Whether a target is a member of a list of which nothing is filled; of lists within lists only the text can tell. */
function isWithinNewList(rules: readonly Rule[], target: TargetPath): boolean {
  const lists = target.filter((part) => part.endsWith("[]"));
  const list = target.findIndex((part) => part.endsWith("[]"));
  if (lists.length !== 1 || list === target.length - 1) return false;
  const names = targetNames(target).slice(0, list + 1);
  return !rules.some((rule) => names.every((name, index) => rule.names[index] === name));
}

function newList(target: TargetPath, { expression, each }: Pick<Suggestion, "expression" | "each">) {
  const list = target.findIndex((part) => part.endsWith("[]"));
  const members = targetNames(target).slice(list + 1);
  const item = members.reduceRight((inner, name) => `{ ${JSON.stringify(name)}: ${inner} }`, expression);
  return { target: targetNames(target).slice(0, list + 1), expression: `${each[0]}.${item}[]` };
}
