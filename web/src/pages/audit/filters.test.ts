import { expect, test } from "vitest";
import { readFilters, withFilter } from "@/pages/audit/filters";

test("what can be a filter is read from the address", () => {
  const search = new URLSearchParams("actor=Robin Example&action=hold.retry&first_day=2026-11-01&last_day=soon");
  expect(readFilters(search)).toEqual({ actor: "Robin Example", action: "hold.retry", first_day: "2026-11-01" });
  expect(readFilters(new URLSearchParams("action=DROP TABLE"))).toEqual({});
});

test("a filter is set and taken away, and the others stay", () => {
  const search = withFilter(new URLSearchParams("actor=Robin"), "action", "hold");
  expect(String(search)).toBe("actor=Robin&action=hold");
  expect(String(withFilter(search, "actor", ""))).toBe("action=hold");
});
