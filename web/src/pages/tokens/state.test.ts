import { expect, test } from "vitest";
import { endOf, stateOf } from "@/pages/tokens/state";

const NOW = new Date("2026-11-04T12:00:00Z");

test.each([
  [{}, "valid"],
  [{ expires_at: "2026-11-05T00:00:00Z" }, "valid"],
  [{ expires_at: "2026-11-04T12:00:00Z" }, "expired"],
  [{ revoked_at: "2026-11-01T00:00:00Z", expires_at: "2026-11-02T00:00:00Z" }, "revoked"],
] as const)("a token with %j is %s", (token, state) => {
  expect(stateOf(token, NOW)).toBe(state);
});

test("a day ends with its last second, and no day never", () => {
  expect(new Date(endOf("2026-11-04") ?? "").getTime()).toBe(new Date(2026, 10, 4, 23, 59, 59).getTime());
  expect(endOf("")).toBeNull();
});
