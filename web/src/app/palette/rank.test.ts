import { expect, test } from "vitest";
import { type Command, looksLikeOrder, rank } from "@/app/palette/rank";

function command(label: string, group = "Page", words = ""): Command {
  return { id: label, label, group, words, run: () => undefined };
}

const COMMANDS = [
  command("Flows"),
  command("Exceptions", "Page", "holds held"),
  command("order-to-warehouse", "Mapping"),
  command("stock-flow", "Flow"),
  command("warehouse", "Connection"),
];

const found = (query: string) => rank(COMMANDS, query).map(({ label }) => label);

test("without a query everything is there, in its order", () => {
  expect(found("")).toEqual(COMMANDS.map(({ label }) => label));
});

test("what begins with the query comes before what has a word that does, and that before the rest", () => {
  expect(found("flow")).toEqual(["Flows", "stock-flow"]);
  expect(found("ware")).toEqual(["warehouse", "order-to-warehouse"]);
});

test("every word must be found, wherever it stands", () => {
  expect(found("mapping ware")).toEqual(["order-to-warehouse"]);
  expect(found("held")).toEqual(["Exceptions"]);
  expect(found("mapping stock")).toEqual([]);
});

test.each([
  ["1042", true],
  ["#1042", true],
  ["ACME-1042/2", true],
  ["flows", false],
  ["order 1042", false],
  ["v3", false],
])("'%s' looks like an order: %s", (query, order) => {
  expect(looksLikeOrder(query)).toBe(order);
});
