import { expect, test } from "vitest";
import { newRule } from "@/pages/alerts/rules";

test("a new rule is about everything, told again each hour", () => {
  expect(newRule(null)).toEqual({
    kinds: [],
    environments: [],
    quiet_seconds: 3600,
    thresholds: expect.objectContaining({ holds_more_than: 20, rejected_seconds: 600 }),
  });
});

test("what a rule leaves out of its thresholds is at its default", () => {
  const rule = { kinds: [], environments: ["live"], quiet_seconds: 60, thresholds: { holds_more_than: 5 } as never };
  expect(newRule(rule).thresholds).toMatchObject({ holds_more_than: 5, rejected_seconds: 600 });
});
