import { expect, test } from "vitest";
import { isTold } from "@/pages/stock/level";

test("a channel has what it was told, less what it sold since", () => {
  expect(isTold({ told: 29, sold: 0, target: 29 })).toBe(true);
  expect(isTold({ told: 29, sold: 2, target: 27 })).toBe(true);
  expect(isTold({ told: 29, sold: 2, target: 29 })).toBe(false);
});

test("nothing yet is not zero", () => {
  expect(isTold({ told: null, sold: 0, target: 0 })).toBe(false);
  expect(isTold({ told: 0, sold: 0, target: 0 })).toBe(true);
});
