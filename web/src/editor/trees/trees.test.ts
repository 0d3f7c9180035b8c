// @vitest-environment node
import { describe, expect, test } from "vitest";
import { readJson } from "../json";
import type { Rule } from "../text/rules";
import { placesOfSchema } from "./nodes";
import { nodesOf, pruned, rowsOf } from "./rows";
import { sourceTree } from "./source";
import { targetTree } from "./target";
import { stepOf } from "./walk";

const schema = {
  type: "object",
  required: ["id", "lines", "note"],
  properties: {
    id: { type: "integer" },
    lines: { type: "array", items: { $ref: "#/$defs/line" } },
    note: { type: ["string", "null"], description: "Free text." },
    extra: { type: "object", required: ["code"], properties: { code: { type: "string" } } },
  },
  $defs: {
    line: { type: "object", required: ["sku"], properties: { sku: { type: "string" }, qty: { type: "integer" } } },
  },
};
const byPath = <Node extends { key: string; path: string; members: readonly Node[] }>(root: Node) =>
  Object.fromEntries([...nodesOf(root)].map((node) => [node.path, node]));

describe("the source tree", () => {
  const samples = ['{"id": 1, "lines": [{"sku": "A"}, {"sku": "B", "gift": true}]}', '{"id": 2}'].map(readJson);
  const nodes = byPath(sourceTree(schema, samples, samples[0]));

  test("says in how many samples a field is, and what the chosen one has there", () => {
    expect([nodes.id?.seen, nodes["lines[].sku"]?.seen, nodes.note?.seen, nodes.id?.of]).toEqual([2, 1, 0, 2]);
    expect(nodes["lines[].sku"]?.values).toEqual(["A", "B"]);
  });
  test("has what the schema does not name but samples show", () => {
    expect(nodes["lines[].gift"]).toMatchObject({
      declared: false,
      types: ["boolean"],
      inList: true,
      names: ["lines", "gift"],
    });
  });
  test("takes types and descriptions from the schema", () => {
    expect(nodes.note).toMatchObject({ types: ["string", "null"], description: "Free text.", declared: true });
  });
});

test("a schema within itself ends where it comes again", () => {
  const tree = { $ref: "#/$defs/t", $defs: { t: { properties: { name: {}, child: { $ref: "#/$defs/t" } } } } };
  expect(placesOfSchema(tree).members.map(({ steps }) => steps.join("."))).toEqual(["name", "child"]);
});

test("parts put together are one place", () => {
  const parts = {
    allOf: [{ properties: { a: {} } }, { required: ["a"], anyOf: [{ properties: { b: { type: "null" } } }] }],
  };
  expect(placesOfSchema(parts).members.map(({ steps, required }) => [steps[0], required])).toEqual([
    ["a", true],
    ["b", false],
  ]);
});

const rule = (target: string, from = 0): Rule => ({
  target,
  names: target.replaceAll("[]", "").split("."),
  from,
  to: from,
  sources: [],
  conditions: [],
  functions: [],
});

describe("the target tree", () => {
  const treeOf = (rules: Rule[], output = "{}", problems: { code: string; message: string; pointer: string }[] = []) =>
    byPath(
      targetTree({ schema, rules, known: true, output: readJson(output), problems, produced: [readJson(output)] }),
    );

  test("marks required fields that nothing fills, those of unused objects aside", () => {
    const nodes = treeOf([rule("id")]);
    expect(nodes.note?.badges).toEqual(["unmapped"]);
    expect(nodes["extra.code"]?.badges).toEqual([]);
    expect(treeOf([rule("extra.other")])["extra.code"]?.badges).toEqual(["unmapped"]);
  });
  test("marks nothing as unmapped before the rules of the text are known", () => {
    const tree = targetTree({ schema, rules: [], known: false, output: undefined, problems: [], produced: null });
    expect([...nodesOf(tree)].flatMap(({ badges }) => badges)).toEqual([]);
  });
  test("says how each field is filled", () => {
    const nodes = treeOf([rule("lines"), rule("extra.code")]);
    expect([nodes.lines?.filling, nodes["lines[].sku"]?.filling, nodes.extra?.filling, nodes.id?.filling]).toEqual([
      "rules",
      "above",
      "members",
      "nothing",
    ]);
    expect(nodes["lines[].sku"]?.target).toEqual(["lines[]", "sku"]);
  });
  test("marks what never comes out, and what does not fit", () => {
    const problem = { code: "type", message: "It is text.", pointer: "/lines/0/qty" };
    const nodes = treeOf([rule("id"), rule("lines[].qty")], '{"lines": [{"qty": "2"}]}', [problem]);
    expect(nodes.id?.badges).toEqual(["never-produced"]);
    expect(nodes["lines[].qty"]).toMatchObject({ badges: ["mismatch"], values: ["2"], problems: [problem] });
  });
  test("has what the text makes and the schema does not name", () => {
    expect(treeOf([rule("lines[].colour")])["lines[].colour"]).toMatchObject({ declared: false, filling: "rules" });
  });
});

test("rows are the members of what is open", () => {
  const root = sourceTree(schema, [], undefined);
  const lines = root.members.find(({ name }) => name === "lines");
  expect(rowsOf(root, new Set()).map(({ node, level }) => `${level} ${node.path}`)).toContain("3 lines[].sku");
  expect(rowsOf(root, new Set([lines?.key ?? ""])).some(({ node }) => node.path.startsWith("lines["))).toBe(false);
});

test("a search keeps what fits with what is around it", () => {
  const found = pruned(sourceTree(schema, [], undefined), ({ name }) => name === "sku");
  expect([...nodesOf(found ?? sourceTree({}, [], undefined))].map(({ path }) => path)).toEqual([
    "lines",
    "lines[]",
    "lines[].sku",
  ]);
});

test("arrow keys walk a tree, open it and close it", () => {
  const root = sourceTree(schema, [], undefined);
  const rows = rowsOf(root, new Set());
  const lines = rows.findIndex(({ node }) => node.path === "lines");
  expect(stepOf("ArrowDown", rows.length - 1, rows)).toEqual({ to: rows.length - 1 });
  expect(stepOf("ArrowRight", lines, rows)).toEqual({ to: lines + 1 });
  expect(stepOf("ArrowLeft", lines, rows)).toEqual({ open: false });
  expect(stepOf("ArrowLeft", lines + 1, rows)).toEqual({ open: false });
  expect(stepOf("ArrowLeft", lines + 2, rows)).toEqual({ to: lines + 1 });
  expect(stepOf("a", lines, rows)).toBeNull();
  const folded = rowsOf(root, new Set([root.members[1]?.key ?? ""]));
  expect(stepOf("ArrowRight", 1, folded)).toEqual({ open: true });
});
