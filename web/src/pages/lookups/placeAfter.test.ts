import { expect, test } from "vitest";
import { placeAfter } from "@/pages/lookups/placeAfter";

const SIZE = { rows: 30, columns: 3 };

test.each([
  ["ArrowDown", { row: 5, column: 1 }, { row: 6, column: 1 }],
  ["ArrowUp", { row: 0, column: 1 }, { row: 0, column: 1 }],
  ["ArrowRight", { row: 5, column: 2 }, { row: 5, column: 2 }],
  ["ArrowLeft", { row: 5, column: 2 }, { row: 5, column: 1 }],
  ["PageDown", { row: 25, column: 0 }, { row: 29, column: 0 }],
  ["Home", { row: 25, column: 2 }, { row: 0, column: 2 }],
  ["End", { row: 2, column: 2 }, { row: 29, column: 2 }],
])("%s leads from %j to %j", (key, from, to) => expect(placeAfter(key, from, SIZE)).toEqual(to));

test("other keys lead nowhere, and nothing is left of an empty grid", () => {
  expect(placeAfter("a", { row: 0, column: 0 }, SIZE)).toBeNull();
  expect(placeAfter("End", { row: 0, column: 0 }, { rows: 0, columns: 2 })).toEqual({ row: 0, column: 0 });
});
