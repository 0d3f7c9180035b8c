// @vitest-environment node
import fc from "fast-check";
import { expect, test } from "vitest";
import { pointerOf, readJson, shownValue, stepsOf, typeOf, writeJson } from "./json";

test("numbers keep their digits", () => {
  const text = '{"id":12345678901234567890,"price":10.50,"rate":1e3}';
  expect(writeJson(readJson(text))).toBe(text);
});

test("a pointer leads back to its steps", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom("~", "/", "1", "0", "a") })), (steps) => {
      expect(stepsOf(pointerOf(steps))).toEqual(steps);
    }),
  );
});

test("whole numbers are integers, long values are cut", () => {
  expect(["1", "1.0", "null", "[]", '"a"'].map((text) => typeOf(readJson(text)))).toEqual([
    "integer",
    "number",
    "null",
    "array",
    "string",
  ]);
  expect(shownValue("x".repeat(100), 10)).toBe('"xxxxxxxx…');
});
