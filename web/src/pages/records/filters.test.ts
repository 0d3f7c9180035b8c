import { expect, test } from "vitest";
import { type Filters, readFilters, writeFilters } from "@/pages/records/filters";

test("what is written into an address is read from it again", () => {
  const filters: Filters = { flow: "orders", state: "in-flight", key: "#1042 & co", first_day: "2026-11-01" };
  expect(readFilters(new URLSearchParams(String(writeFilters(filters))))).toEqual(filters);
});

test("an address without filters asks for everything", () => {
  expect(readFilters(new URLSearchParams("cursor=x&flow=&key=%20"))).toEqual({});
  expect(String(writeFilters({}))).toBe("");
});

test("what no filter can be is left out, so that an old link still shows something", () => {
  expect(readFilters(new URLSearchParams("state=lost&first_day=yesterday&code=refused"))).toEqual({ code: "refused" });
});
