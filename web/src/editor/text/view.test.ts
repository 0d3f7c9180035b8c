import fc from "fast-check";
import { expect, test } from "vitest";
import { stateOf } from "./view";

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
