// @vitest-environment node
import { expect, test } from "vitest";
import { isNotedLongEnough, unusedDaysOf } from "@/pages/lookups/unused";

test.each([
  ["30", 30],
  ["31", 0],
  ["", 0],
  [null, 0],
])("'%s' in the address asks for rows unused for %i days", (written, days) => expect(unusedDaysOf(written)).toBe(days));

test("what is noted for less time than is asked about is said to be", () => {
  const now = new Date("2026-11-30T12:00:00Z");
  expect(isNotedLongEnough(30, "2026-10-31T12:00:00Z", now)).toBe(true);
  expect(isNotedLongEnough(30, "2026-11-01T12:00:00Z", now)).toBe(false);
});
