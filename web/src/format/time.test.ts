import { expect, test } from "vitest";
import { ago, dayBefore } from "@/format/time";

const NOW = new Date("2026-11-21T12:00:00Z");

test.each([
  ["2026-11-21T12:00:00Z", "now"],
  ["2026-11-21T11:59:30Z", "30 seconds ago"],
  ["2026-11-21T11:58:01Z", "1 minute ago"],
  ["2026-11-21T09:00:00+00:00", "3 hours ago"],
  ["2026-11-14T12:00:00Z", "7 days ago"],
  ["2026-11-21T12:05:00Z", "in 5 minutes"],
])("%s is %s", (time, told) => expect(ago(time, NOW)).toBe(told));

test("days are counted in UTC, as the API counts them", () => {
  expect(dayBefore(0, new Date("2026-11-21T23:30:00-05:00"))).toBe("2026-11-22");
  expect(dayBefore(6, NOW)).toBe("2026-11-15");
});
