import { expect, test } from "vitest";
import { holdsTrue, partsOf } from "@/format/equation";

const COUNTS = {
  received: 10_000,
  delivered: 9_999,
  held: 1,
  filtered: 0,
  failed: 0,
  in_flight: 0,
  journal_agrees: true,
};

test("a bar shows what is there, and one in ten thousand can be seen", () => {
  const parts = partsOf(COUNTS);
  expect(parts.map(({ outcome }) => outcome)).toEqual(["delivered", "held"]);
  expect(parts[1]?.percent).toBeGreaterThan(1);
  expect(parts.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100);
});

test("a flow without records has an empty bar", () => {
  expect(partsOf({ ...COUNTS, delivered: 0, held: 0 })).toEqual([]);
});

test("the equation is false where a record is lost or the journal says otherwise", () => {
  expect(holdsTrue(COUNTS)).toBe(true);
  expect(holdsTrue({ ...COUNTS, received: 10_001 })).toBe(false);
  expect(holdsTrue({ ...COUNTS, journal_agrees: false })).toBe(false);
});
