import { beforeEach, expect, test } from "vitest";
import type { Shape } from "@/api/client";
import { countUnseen, readSeen, rememberSeen } from "@/requests/unseen";

function answered(at: string): Shape["PromotionRequest"] {
  return {
    id: at,
    project: "acme",
    environment: "live",
    mapping: "orders",
    version: 3,
    requested_by: "Alex Example",
    reason: "It is time.",
    created_at: at,
    state: "approved",
    answered_by: "Robin Example",
    answer: "Yes.",
    answered_at: at,
    promotion: at,
  };
}

const [first, second] = [answered("2026-11-04T08:00:00Z"), answered("2026-11-04T08:00:00.5Z")];

beforeEach(() => localStorage.clear());

test("at first every answer is new", () => {
  expect(readSeen()).toBe("");
  expect(countUnseen([first, second], readSeen())).toBe(2);
});

test("what was looked at is not new any more, what comes later is", () => {
  rememberSeen([first]);
  expect(countUnseen([first, second], readSeen())).toBe(1);
  rememberSeen([second, first]);
  expect(countUnseen([first, second], readSeen())).toBe(0);
});

test("looking at nothing forgets nothing", () => {
  rememberSeen([second]);
  expect(rememberSeen([])).toBe("2026-11-04T08:00:00.500Z");
});
