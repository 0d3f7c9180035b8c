// @vitest-environment node
import { expect, test } from "vitest";
import type { ReadRules } from "./linking";
import { fillField, pointerOfTarget } from "./suggesting";
import { edited } from "./text/edits";
import type { Rule } from "./text/rules";

/** Reads one level of lists as the server does: names there are of the item, `$$.` leads out of it. */
const read: ReadRules = async (text) => {
  const rules: Rule[] = [];
  const lists = [...text.matchAll(/"(\w+)": (\w+)\.\{([^{}]*)\}/g)];
  const outside = lists.reduce((rest, list) => rest.replace(list[0], " ".repeat(list[0].length)), text);
  const leaves = (within: string, start: number, above: string[], items: string) => {
    for (const match of within.matchAll(/"(\w+)": ([$\w.]+)/g)) {
      const [found, name = "", expression = ""] = match;
      const from = start + match.index + found.length - expression.length;
      const path = expression.startsWith("$$.") ? expression.slice(3) : items + expression;
      const names = [...above, name];
      const target = above.length > 0 ? `${above[0]}[].${name}` : name;
      rules.push({ target, names, from, to: from + expression.length, sources: [path], conditions: [], functions: [] });
    }
  };
  for (const list of lists)
    leaves(list[3] ?? "", list.index + list[0].indexOf("{") + 1, [list[1] ?? ""], `${list[2]}.`);
  leaves(outside, 0, [], "");
  return { rules, readable: !text.includes("?!") };
};

const fill = async (text: string, target: string[], expression: string, each: string[] = []) => {
  const result = await fillField(text, target, { expression, each }, read);
  return "refused" in result ? result.refused : edited(text, result);
};

test("a suggestion becomes a member of its object", async () => {
  expect(await fill('{ "a": name }', ["b"], "email")).toBe('{ "a": name, "b": email }');
  expect(await fill("", ["b"], "email")).toBe('{\n  "b": email\n}\n');
});

test("a member of a mapped list is read from the same items", async () => {
  const text = '{ "l": lines.{ "q": qty } }';
  expect(await fill(text, ["l[]", "s"], "sku", ["lines"])).toBe('{ "l": lines.{ "q": qty, "s": sku } }');
});

test("where the list is made of something else, the text is not changed", async () => {
  expect(await fill('{ "l": parcels.{ "q": qty } }', ["l[]", "s"], "sku", ["lines"])).toBe("not-meant");
});

test("a list that is not mapped yet is written with its first member", async () => {
  expect(await fill('{ "a": name }', ["l[]", "s"], "sku", ["lines"])).toBe('{ "a": name, "l": lines.{ "s": sku }[] }');
});

test("a text that cannot be read is not edited", async () => {
  expect(await fill('{ "a": name } ?!', ["b"], "email")).toBe("unreadable");
});

test("targets are named as suggestions name them", () => {
  expect(pointerOfTarget(["List", "Line/Item[]", "Quantity"])).toBe("/List/Line~1Item/*/Quantity");
});
