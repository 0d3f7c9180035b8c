// @vitest-environment node
import { ensureSyntaxTree, getIndentation, indentUnit, matchBrackets } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { classHighlighter, highlightTree } from "@lezer/highlight";
import { expect, test } from "vitest";
import { jsonata } from "./language";

const stateOf = (doc: string) => EditorState.create({ doc, extensions: [jsonata, indentUnit.of("  ")] });

function coloured(doc: string): string[] {
  const tree = ensureSyntaxTree(stateOf(doc), doc.length, 5000);
  const found: string[] = [];
  if (tree) highlightTree(tree, classHighlighter, (from, to, name) => found.push(`${name}: ${doc.slice(from, to)}`));
  return found;
}

test("a comment over several lines has one colour, and what follows it its own", () => {
  expect(coloured("/* one\ntwo */ 1")).toEqual(["tok-comment: /* one", "tok-comment: two */", "tok-number: 1"]);
});

test("divisions and regular expressions are told apart", () => {
  expect(coloured("a / 2 / b").some((part) => part.includes("string2"))).toBe(false);
  expect(coloured("$match(a, /b/i)")).toContain("tok-string2: /b/i");
});

test("a bracket finds its match over one in a string", () => {
  const doc = '{ "}": 1 }';
  const state = stateOf(doc);
  ensureSyntaxTree(state, doc.length, 5000);
  expect(matchBrackets(state, 0, 1)?.end?.from).toBe(doc.length - 1);
});

test("a line stands two spaces further for each open bracket", () => {
  const doc = '{\n"a": [\n1\n]\n}';
  const state = stateOf(doc);
  expect([2, 3, 4].map((line) => getIndentation(state, state.doc.line(line).from))).toEqual([2, 4, 2]);
});
