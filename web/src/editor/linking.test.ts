// @vitest-environment node
import { expect, test } from "vitest";
import { linkField, type ReadRules, unlinkField } from "./linking";
import { edited } from "./text/edits";
import type { Rule } from "./text/rules";

const TEXT = '{ "l": lines.{ "q": qty } }';

/** Reads members of the list as the server does: a plain name there is a field of the item. */
const read: ReadRules = async (text) => {
  const rules: Rule[] = [...text.matchAll(/"([qst])": ([$\w.]+)/g)].map((match) => {
    const [whole, name = "", expression = ""] = match;
    const from = match.index + whole.length - expression.length;
    const sources = expression.startsWith("$$.") ? [expression.slice(3)] : [`lines.${expression}`];
    const names = ["l", name];
    return {
      target: `l[].${name}`,
      names,
      from,
      to: from + expression.length,
      sources,
      conditions: ["lines"],
      functions: [],
    };
  });
  return { rules, readable: !text.includes("?!") };
};

const link = async (names: string[], inList: boolean, target: string[], text = TEXT) => {
  const result = await linkField(text, { names, inList }, target, read);
  return "refused" in result ? result.refused : edited(text, result);
};

test("an item's field is written as seen from the item", async () => {
  expect(await link(["lines", "sku"], true, ["l[]", "s"])).toBe('{ "l": lines.{ "q": qty, "s": sku } }');
});

test("a field outside of the list is written from the whole input", async () => {
  expect(await link(["currency"], false, ["l[]", "t"])).toBe('{ "l": lines.{ "q": qty, "t": $$.currency } }');
});

test("where no way of writing it means the field, nothing is changed", async () => {
  expect(await link(["parcels", "weight"], true, ["l[]", "t"])).toBe("not-meant");
});

test("a text that cannot be read is not edited", async () => {
  expect(await link(["currency"], false, ["l[]", "t"], `${TEXT} ?!`)).toBe("unreadable");
  expect(await unlinkField(`${TEXT} ?!`, ["l[]", "q"], read)).toEqual({ refused: "unreadable", where: null });
});

test("a field is removed where the server then reads the others as before", async () => {
  const result = await unlinkField(TEXT, ["l[]", "q"], read);
  expect("refused" in result ? result.refused : edited(TEXT, result)).toBe('{ "l": lines.{ } }');
});
