// @vitest-environment node
import { expect, test } from "vitest";
import { expressionsFor } from "./expressions";
import type { Rule } from "./rules";

function ruleOf(text: string, expression: string, target: string, sources: string[]): Rule {
  const from = text.indexOf(expression);
  const names = target.replaceAll("[]", "").split(".");
  return { target, names, from, to: from + expression.length, sources, conditions: [], functions: [] };
}

test("a field at the top is written as it is, then from the whole input", () => {
  const source = { names: ["shipping_address", "zip code"], inList: false };
  expect(expressionsFor(source, "", [], ["a"])).toEqual([
    "shipping_address.`zip code`",
    "$$.shipping_address.`zip code`",
  ]);
});

test("an item's field is written as its neighbours are", () => {
  const text = '$map(lines, function($line) { { "q": $number($line.qty) } })';
  const rules = [ruleOf(text, "$number($line.qty)", "l[].q", ["lines.qty"])];
  const written = expressionsFor({ names: ["lines", "sku"], inList: true }, text, rules, ["l", "s"]);
  expect(written).toEqual(["$line.sku", "lines.sku"]);
});

test("the deepest anchor comes first", () => {
  const text = '{ "a": $who.city, "b": address.zip }';
  const rules = [
    ruleOf(text, "$who.city", "x.a", ["order.address.city"]),
    ruleOf(text, "address.zip", "x.b", ["order.address.zip"]),
  ];
  const written = expressionsFor({ names: ["order", "address", "name"], inList: false }, text, rules, ["x", "c"]);
  expect(written).toEqual(["$who.name", "address.name", "order.address.name", "$$.order.address.name"]);
});

test("a name that cannot be written gives no expression", () => {
  expect(expressionsFor({ names: ["a`b"], inList: false }, "", [], ["a"])).toEqual([]);
});
