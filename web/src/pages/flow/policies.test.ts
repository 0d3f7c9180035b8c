import { expect, test } from "vitest";
import { doesOf, lengthOf, mayDo, optionsOf, retryOf, scheduleOf, triggersOf } from "@/pages/flow/policies";

/** What the API calls `then`; written so that nobody takes it for a promise. */
const ending = (what: string) => JSON.parse(`{"then":"${what}"}`);

test.each([
  [1, "second"],
  [90, "90 seconds"],
  [900, "15 minutes"],
  [3600, "hour"],
  [172_800, "2 days"],
])("%i seconds are said as '%s'", (seconds, said) => {
  expect(lengthOf(seconds)).toBe(said);
});

test("a schedule tells its pace, and where it has another one", () => {
  expect(scheduleOf({ every_seconds: 900 })).toBe("every 15 minutes");
  expect(scheduleOf({ cron: "0 6 * * *", zone: "Europe/London" })).toBe("at 0 6 * * * (cron, Europe/London)");
  const peak = { starts: "08:00", ends: "18:00", every_seconds: 300, days: ["mon" as const, "tue" as const] };
  expect(scheduleOf({ every_seconds: 900, peaks: [peak] })).toBe(
    "every 15 minutes, from 08:00 to 18:00 on mon, tue every 5 minutes",
  );
});

test("beside a webhook a list is a sweep", () => {
  const poll = { resource: "stock_level", schedule: { every_seconds: 60 } } as never;
  expect(triggersOf({ webhook: "", poll })).toEqual(["the list 'stock level', read every minute"]);
  expect(triggersOf({ webhook: "order-created", poll })).toEqual([
    "the webhook order-created",
    "a sweep of 'stock level' every minute, for webhooks that never came",
  ]);
});

test("what a definition leaves out is at its default", () => {
  expect(retryOf({})).toContain("12 times in all: after 5 seconds, then ever later, at most one hour apart");
  expect(retryOf(ending("fail"))).toContain("given up");
  expect(doesOf(ending("wait"))).toBe("lets it wait, for one hour at most");
  expect(doesOf(ending("hold"))).toBe("holds it for a person");
});

test("a plugin's guard is told by all that it may do, and by its options", () => {
  expect(doesOf({ plugin: "totals-agree" })).toBe("does what the plugin's guard 'totals-agree' says");
  expect(mayDo(["hold", "filter"])).toBe("holds it for a person, or ends it here, as filtered");
  expect(mayDo(["wait"], 120)).toBe("lets it wait, for 2 minutes at most");
  expect(optionsOf({ total: "source.total_price", taxes: ["source.tax"], tolerance: 1 })).toEqual([
    "total: source.total_price",
    'taxes: ["source.tax"]',
    "tolerance: 1",
  ]);
});
