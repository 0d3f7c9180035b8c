import { expect, test } from "vitest";
import { untilOf } from "@/pages/exceptions/snooze";

const WEDNESDAY = new Date(2026, 10, 4, 14, 30);

test("an hour is an hour", () => {
  expect(untilOf("hour", WEDNESDAY)).toEqual(new Date(2026, 10, 4, 15, 30));
});

test("tomorrow begins in the morning, over the end of a month too", () => {
  expect(untilOf("tomorrow", WEDNESDAY)).toEqual(new Date(2026, 10, 5, 9));
  expect(untilOf("tomorrow", new Date(2026, 10, 30, 23))).toEqual(new Date(2026, 11, 1, 9));
});

test.each([
  [new Date(2026, 10, 4), new Date(2026, 10, 9, 9)],
  [new Date(2026, 10, 8), new Date(2026, 10, 9, 9)],
  [new Date(2026, 10, 9, 8), new Date(2026, 10, 16, 9)],
])("the next Monday after %s", (now, monday) => {
  expect(untilOf("monday", now)).toEqual(monday);
});
