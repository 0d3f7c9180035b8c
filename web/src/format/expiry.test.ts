// @vitest-environment node
import { expect, test } from "vitest";
import { daysUntil, dayText, expiringSoon } from "@/format/expiry";

const NOW = new Date("2026-11-04T23:30:00Z");

test.each([
  ["2026-11-05", 1],
  ["2026-11-04", 0],
  ["2026-10-31", -4],
  ["2027-11-04", 365],
])("%s is %i days away, whatever the hour", (day, days) => expect(daysUntil(day, NOW)).toBe(days));

test("a day is told as it was entered, in any zone", () => expect(dayText("2026-11-18")).toBe("18 Nov 2026"));

test("what expires within a month or did is told, soonest first", () => {
  const expiries = { api_key: { on: "2026-11-18" }, push: { on: "2026-11-01" }, later: { on: "2026-12-05" } };
  expect(expiringSoon(expiries, NOW)).toEqual([
    { secret: "push", on: "2026-11-01" },
    { secret: "api_key", on: "2026-11-18" },
  ]);
});
