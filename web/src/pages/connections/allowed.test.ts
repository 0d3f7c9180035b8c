// @vitest-environment node
import { expect, test } from "vitest";
import { allowedOf } from "@/pages/connections/allowed";

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const told = (on: string) => ({ refresh: { on, told_by: "platform" } });

test("a connection was never allowed, is, or was", () => {
  expect(allowedOf({ secrets_set: ["other"], expiries: {} }, "refresh")).toEqual({ is: "never" });
  expect(allowedOf({ secrets_set: ["refresh"], expiries: {} }, "refresh")).toEqual({ is: "allowed", on: null });
  expect(allowedOf({ secrets_set: ["refresh"], expiries: told(day(9)) }, "refresh").is).toBe("allowed");
  expect(allowedOf({ secrets_set: ["refresh"], expiries: told(day(-2)) }, "refresh").is).toBe("over");
});
