// @vitest-environment node
import fc from "fast-check";
import { expect, test } from "vitest";
import { Positions } from "./positions";

const texts = fc.string({ unit: fc.constantFrom("a", "é", "\n", "😀", "𝄞", "€") });

test("code points become units and code points again, wherever they lie", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const positions = new Positions(text);
      Array.from(text).forEach((_, point, characters) => {
        const units = characters.slice(0, point).join("").length;
        expect(positions.toUnits(point)).toBe(units);
        expect(positions.toPoints(units)).toBe(point);
      });
      expect(positions.toUnits(Array.from(text).length)).toBe(text.length);
    }),
  );
});

test("the middle of a wide character counts as its start", () => {
  expect(new Positions("a😀b").toPoints(2)).toBe(1);
});

test("a span of the API is the same stretch of text in the browser", () => {
  const text = '{"😀": name, "b": "𝄞"}';
  const start = Array.from(text).indexOf("n");
  const { from, to } = new Positions(text).range({ start, end: start + 4 });
  expect(text.slice(from, to)).toBe("name");
});
