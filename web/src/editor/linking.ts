import {
  type Edit,
  edited,
  isRefusal,
  putField,
  type Refusal,
  removeField,
  type TargetPath,
  targetNames,
} from "./text/edits";
import { expressionsFor } from "./text/expressions";
import { onlyChanged, type Rule } from "./text/rules";
import type { SourceNode } from "./trees/source";

/** How the server reads a text: its rules, and whether it can be read at all. */
export type ReadRules = (text: string) => Promise<{ rules: Rule[]; readable: boolean }>;

export type Linked = Edit | Refusal | { refused: "unreadable" | "not-meant"; where: null };

/**
 * Fills a target with a source field, where it is sure how: each way of writing it is read by the server,
 * and the first that means that field, and changes no other rule, is taken.
 */
export async function linkField(
  text: string,
  source: Pick<SourceNode, "names" | "inList">,
  target: TargetPath,
  readRules: ReadRules,
): Promise<Linked> {
  const { rules, readable } = await readRules(text);
  if (!readable) return { refused: "unreadable", where: null };
  const names = targetNames(target);
  for (const expression of expressionsFor(source, text, rules, names)) {
    const edit = putField(text, rules, target, expression);
    if (isRefusal(edit)) return edit;
    const after = await readRules(edited(text, edit));
    if (after.readable && onlyChanged(rules, after.rules, names, [source.names.join(".")])) return edit;
  }
  return { refused: "not-meant", where: null };
}

/** Takes a target field out, where the server then reads no other rule differently. */
export async function unlinkField(text: string, target: TargetPath, readRules: ReadRules): Promise<Linked> {
  const { rules, readable } = await readRules(text);
  if (!readable) return { refused: "unreadable", where: null };
  const edit = removeField(text, rules, target);
  if (isRefusal(edit)) return edit;
  const after = await readRules(edited(text, edit));
  if (after.readable && onlyChanged(rules, after.rules, targetNames(target), null)) return edit;
  return { refused: "not-meant", where: null };
}
