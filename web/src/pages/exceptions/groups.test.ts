import { expect, test } from "vitest";
import type { Shape } from "@/api/client";
import { groupByCode } from "@/pages/exceptions/groups";

function hold(code: string, since: string, owner = "order desk", changes: Partial<Shape["Hold"]> = {}): Shape["Hold"] {
  return {
    record: since,
    environment: "live",
    flow: "orders",
    key: "1",
    object_id: since,
    code,
    message: "",
    remedy: "",
    owner,
    since,
    problems: [],
    misses: [],
    waiting: 0,
    attempts: 1,
    assignee: "",
    comments: 0,
    playbook: `About ${code}`,
    ...changes,
  };
}

test("the cause with the most records comes first, then the one that waits longest", () => {
  const groups = groupByCode([
    hold("refused", "2026-11-03"),
    hold("lookup-miss", "2026-11-05"),
    hold("unpaid", "2026-11-01"),
    hold("lookup-miss", "2026-11-04"),
  ]);
  expect(groups.map(({ code }) => code)).toEqual(["lookup-miss", "unpaid", "refused"]);
});

test("a group tells whose it is, since when, and what to do", () => {
  const [group] = groupByCode([hold("refused", "2026-11-03", "warehouse"), hold("refused", "2026-11-02")]);
  expect(group?.since).toBe("2026-11-02");
  expect(group?.holds.map(({ since }) => since)).toEqual(["2026-11-02", "2026-11-03"]);
  expect(group?.owners).toEqual(["order desk", "warehouse"]);
  expect(group?.playbook).toBe("About refused");
});

test("the money of a group is summed for each currency apart, and an object counts once, as told last", () => {
  const gbp = (amount: string) => ({ amount, currency: "GBP" });
  const worths: Partial<Shape["Hold"]>[] = [
    { record: "2", object_id: "order 1", worth: gbp("40.00") },
    { record: "1", object_id: "order 1", worth: gbp("50.00") },
    { record: "3", object_id: "order 2", worth: gbp("0.10") },
    { record: "4", object_id: "order 3", worth: { amount: "7.00", currency: "EUR" } },
    { record: "5", object_id: "order 1", worth: null },
  ];
  const [group] = groupByCode(worths.map((changes) => hold("refused", "2026-11-03", "order desk", changes)));
  expect(group?.worth).toEqual([{ amount: "7.00", currency: "EUR" }, gbp("40.10")]);
});

test("nothing held makes no group", () => expect(groupByCode([])).toEqual([]));
