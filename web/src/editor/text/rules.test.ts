// @vitest-environment node
import { expect, test } from "vitest";
import { onlyChanged, type Rule, rulesIn, rulesOf, usersOf } from "./rules";

const rule = (target: string, sources: string[], conditions: string[] = []): Rule => ({
  target,
  names: target.replaceAll("[]", "").split("."),
  from: 0,
  to: 0,
  sources,
  conditions,
  functions: [],
});

test("a rule's place counts what the browser counts", () => {
  const text = '{"😀": name}';
  const [placed] = rulesIn(text, [
    { target: "😀", span: { start: 6, end: 10 }, sources: ["name"], conditions: [], functions: [] },
  ]);
  expect(text.slice(placed?.from, placed?.to)).toBe("name");
});

test("list marks do not tell targets apart", () => {
  expect(rulesOf([rule("l[].q", [])], ["l", "q"])).toHaveLength(1);
});

test("a source is used by what reads it, what is in it, and what it decides", () => {
  const rules = [rule("a", ["lines.sku"]), rule("b", [], ["lines.qty"]), rule("c", ["lineside"])];
  expect(usersOf(rules, "lines[]").map(({ target }) => target)).toEqual(["a", "b"]);
});

test("an edit is right when its target alone has another rule", () => {
  const before = [rule("a", ["x"])];
  expect(onlyChanged(before, [rule("a", ["x"]), rule("b", ["y"])], ["b"], ["y"])).toBe(true);
  expect(onlyChanged(before, [rule("a", ["x"]), rule("b", ["z.y"])], ["b"], ["y"])).toBe(false);
  expect(onlyChanged(before, [rule("a", ["x2"]), rule("b", ["y"])], ["b"], ["y"])).toBe(false);
  expect(onlyChanged(before, [], ["a"], null)).toBe(true);
});
