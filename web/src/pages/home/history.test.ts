import { expect, test } from "vitest";
import { layOut, spansOf } from "@/pages/home/history";

const NOTHING = { delivered: 0, held: 0, filtered: 0, failed: 0, in_flight: 0 };

test("the highest bar fills the chart, and its parts stand on one another", () => {
  const { stacks, most } = layOut(
    [
      { start: "a", ...NOTHING, delivered: 6, held: 2 },
      { start: "b", ...NOTHING, delivered: 4 },
    ],
    80,
  );
  expect(most).toBe(8);
  expect(stacks[0]?.parts).toEqual([
    { outcome: "delivered", y: 20, height: 60 },
    { outcome: "held", y: 0, height: 20 },
  ]);
  expect(stacks[1]).toEqual({ start: "b", total: 4, x: 10, parts: [{ outcome: "delivered", y: 40, height: 40 }] });
});

test("one record among thousands can be seen", () => {
  const { stacks } = layOut([{ start: "a", ...NOTHING, delivered: 5000, failed: 1 }], 60);
  expect(stacks[0]?.parts.find(({ outcome }) => outcome === "failed")?.height).toBeGreaterThan(1);
});

test("where nothing was received there is nothing to draw", () => {
  expect(layOut([{ start: "a", ...NOTHING }], 60)).toEqual({
    stacks: [{ start: "a", total: 0, x: 0, parts: [] }],
    most: 0,
  });
  expect(layOut([], 60).most).toBe(0);
});

test("a day is told by hours", () => {
  expect(spansOf("today")).toEqual({ step: "hour", spans: 24 });
  expect(spansOf("week")).toEqual({ step: "day", spans: 7 });
});
