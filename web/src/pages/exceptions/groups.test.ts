import { expect, test } from "vitest";
import type { Shape } from "@/api/client";
import { groupByCode } from "@/pages/exceptions/groups";

function hold(code: string, since: string, owner = "order desk"): Shape["Hold"] {
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

test("nothing held makes no group", () => expect(groupByCode([])).toEqual([]));
