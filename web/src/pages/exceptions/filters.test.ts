import { expect, test } from "vitest";
import { type Filters, queryOf, readFilters, writeFilters } from "@/pages/exceptions/filters";

test("what is written into an address is read from it again", () => {
  const filters: Filters = { flow: "orders", owner: "order desk", assignee: "", age: "day", rest: "any" };
  expect(readFilters(new URLSearchParams(String(writeFilters(filters))))).toEqual(filters);
});

test("an address without filters leaves out what was put off, and says nothing of it", () => {
  expect(readFilters(new URLSearchParams("age=century&rest=ever&code="))).toEqual({ rest: "awake" });
  expect(String(writeFilters({ rest: "awake" }))).toBe("");
});

test("an age becomes a time, by the minute", () => {
  const now = new Date("2026-11-04T12:00:31Z");
  expect(queryOf({ age: "hour", owner: "desk", rest: "awake" }, now)).toEqual({
    owner: "desk",
    rest: "awake",
    held_before: "2026-11-04T11:00:00.000Z",
  });
  expect(queryOf({ rest: "any" }, now)).toEqual({ rest: "any" });
});
