// Held records in the words of the business: no codes, no pointers, nothing of a mapping's text.
import type { Shape } from "@/api/client";
import { stepsOf } from "@/editor/json";
import { texts } from "./texts";

type Hold = Shape["Hold"];

/** Causes whose messages are about a mapping's text or a schema. */
const TECHNICAL: ReadonlySet<string> = new Set([
  "not-understood",
  "source-invalid",
  "mapping-error",
  "limit-exceeded",
  "target-invalid",
  "nothing-live",
]);
const MOST_FAULTS = 5;
const HEADING = /^#\s+(.+?)\s*#*\s*$/m;

/** What a cause is called: as the playbook's own heading says, else as we do, else the code in words. */
export function titleOf(code: string, playbook: string): string {
  return HEADING.exec(playbook)?.[1] ?? texts.causes[code] ?? capital(code.replaceAll("-", " "));
}

/** A playbook without the heading that is its title. */
export function adviceOf(playbook: string): string {
  return playbook.replace(HEADING, "").trim();
}

/** What is wrong with one record: what is missing where that is known, else what it was told with. */
export function faultsOf({ code, message, misses, problems }: Hold): string[] {
  const faults = [
    ...misses.map(({ table, key }) => texts.missing(key.join(", "), listWords(table))),
    ...problems.flatMap((problem) => faultOf(problem)),
  ];
  const told = [...new Set(faults)];
  if (told.length > MOST_FAULTS) return [...told.slice(0, MOST_FAULTS), texts.more(told.length - MOST_FAULTS)];
  if (told.length > 0) return told;
  return [TECHNICAL.has(code) ? titleOf(code, "") : message];
}

/** A place in a message as people say it: '/line_items/0/sku' is 'Line items 1 › sku'. */
export function placeWords(pointer: string): string {
  const words: string[] = [];
  for (const step of stepsOf(pointer)) {
    const last = words.at(-1);
    if (/^\d+$/.test(step) && last !== undefined) words[words.length - 1] = texts.numbered(last, Number(step) + 1);
    else words.push(nameWords(step));
  }
  return capital(words.join(texts.within));
}

function faultOf({ code, pointer }: Shape["Problem"]): string[] {
  if (!pointer) return [];
  return [code === "required" ? texts.absent(placeWords(pointer)) : texts.notRight(placeWords(pointer))];
}

/** 'WebSalesOrder' and 'web_sales_order' are 'web sales order'; what is all capitals stays so. */
function nameWords(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ").replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  return words
    .split(" ")
    .map((word) => (word === word.toUpperCase() ? word : word.toLowerCase()))
    .join(" ");
}

const listWords = (table: string): string => table.replaceAll(/[_-]+/g, " ");

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
