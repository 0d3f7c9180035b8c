import { acceptCompletion, currentCompletions, startCompletion } from "@codemirror/autocomplete";
import { EditorView } from "@codemirror/view";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { type Offer, stateOf } from "./view";

const ports = { complete: async () => [], changed: () => undefined, subResults: () => [] };
const pieces = fc.constantFrom(
  "\r",
  "\n",
  "\r\n",
  "\u2028",
  "\t",
  "😀",
  "\ud800",
  "{",
  '"',
  "/*",
  "\u0000",
  "\ufeff",
  "a",
);

test("a text that is opened is the same text, byte for byte", () => {
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const text = parts.join("");
      expect(stateOf(text, ports, false).sliceDoc()).toBe(text);
    }),
  );
});

test("a change leaves everything outside of it as it is", () => {
  fc.assert(
    fc.property(fc.array(pieces), fc.nat(), fc.nat(), (parts, one, other) => {
      const text = parts.join("");
      const [from = 0, to = 0] = [one % (text.length + 1), other % (text.length + 1)].sort((a, b) => a - b);
      const state = stateOf(text, ports, false);
      const changed = state.update({ changes: { from, to, insert: "new" } }).state;
      expect(changed.sliceDoc()).toBe(`${text.slice(0, from)}new${text.slice(to)}`);
    }),
  );
});

/** A view in which something is completed at the end of a text; with what the server was asked. */
async function completing(text: string, offers: readonly Omit<Offer, "span">[]) {
  const asked: [string, number][] = [];
  const complete = async (written: string, position: number) => {
    asked.push([written, position]);
    return offers.map((offer) => ({ ...offer, span: { start: position - 1, end: position } }));
  };
  const view = new EditorView({ state: stateOf(text, { ...ports, complete }, false), parent: document.body });
  view.dispatch({ selection: { anchor: text.length } });
  startCompletion(view);
  await vi.waitFor(() => expect(currentCompletions(view.state)).toHaveLength(offers.length));
  return { view, asked };
}

const FIELD = { kind: "field", label: "email", insert: "email", detail: "text or null: Where the invoice goes." };
const FUNCTION = { kind: "function", label: "$round", insert: "$round(", detail: "<n-n?:n> Round a number." };
const LOOKUP = { kind: "lookup", label: "carriers", insert: 'carriers"', detail: "lookup" };
const VARIABLE = { kind: "variable", label: "$line", insert: "$line", detail: "object" };

test("what can stand there is told with its kind, its type or signature, and its docs", async () => {
  const { view, asked } = await completing("😀 a", [FIELD, FUNCTION, LOOKUP, VARIABLE]);
  expect(asked).toEqual([["😀 a", 3]]); // a position counts characters, not units
  expect(currentCompletions(view.state).map(({ label, type, detail, info }) => [label, type, detail, info])).toEqual([
    ["email", "field", "text or null", FIELD.detail],
    ["$round", "function", "<n-n?:n>", FUNCTION.detail],
    ["carriers", "lookup", "lookup", undefined],
    ["$line", "variable", "object", undefined],
  ]);
  view.destroy();
});

test.each([
  [FIELD, "{email", 6],
  [FUNCTION, "{$round()", 8],
  [LOOKUP, '{carriers"', 10],
  [VARIABLE, "{$line", 6],
])("an offer is put in the place of what was typed", async (offer, text, cursor) => {
  const { view } = await completing("{x", [offer]);
  await vi.waitFor(() => expect(acceptCompletion(view)).toBe(true));
  expect([view.state.sliceDoc(), view.state.selection.main.head]).toEqual([text, cursor]);
  view.destroy();
});
