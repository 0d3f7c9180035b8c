import { expect, test } from "vitest";
import type { Shape } from "@/api/client";
import { alsoDiffering, effectOn, type Plan } from "./plan";

const PLAN: Plan = {
  environment: "sandbox",
  mapping: "orders",
  version: 2,
  against: 1,
  basis: "records",
  of: 500,
  compared: 500,
  same: 459,
  differing: 41,
  newly_held: 0,
  newly_mapped: 0,
  held: 0,
  fields: [
    { target: "carrier", messages: 41 },
    { target: "note", messages: 2 },
  ],
  examples: [],
  done: true,
};
const change: Shape["FieldChange"] = { target: "carrier", kind: "changed", was: [], now: [] };
const DIFF: Shape["FieldDiff"] = {
  mapping: "orders",
  old: 1,
  new: 2,
  fields: [change],
  untouched: 3,
  lookups_added: [],
  lookups_removed: [],
  note: [],
};

test("a field's effect is told once the plan is done", () => {
  expect(effectOn(PLAN, "carrier")).toBe(41);
  expect(effectOn(PLAN, "other")).toBe(0);
  expect(effectOn({ ...PLAN, done: false }, "carrier")).toBeUndefined();
  expect(effectOn(null, "carrier")).toBeUndefined();
});

test("without another version nothing has an effect", () => {
  expect(effectOn({ ...PLAN, against: null }, "carrier")).toBeUndefined();
});

test("fields that differ without a rule of their own are told too", () => {
  expect(alsoDiffering(PLAN, DIFF)).toEqual([{ target: "note", messages: 2 }]);
  expect(alsoDiffering(null, DIFF)).toEqual([]);
});
