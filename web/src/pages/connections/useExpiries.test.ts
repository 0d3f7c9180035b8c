// @vitest-environment node
import { expect, test } from "vitest";
import { expiresOn, shownDay } from "@/pages/connections/useExpiries";

const KNOWN = { token: { on: "2027-01-31" } };

test("a known day stands there until its secret is replaced, an entered one stays", () => {
  expect(shownDay(KNOWN, {}, "token", false)).toBe("2027-01-31");
  expect(shownDay(KNOWN, {}, "token", true)).toBe("");
  expect(shownDay(KNOWN, { token: "2027-06-30" }, "token", true)).toBe("2027-06-30");
  expect(shownDay(KNOWN, {}, "other", false)).toBe("");
});

test("only what was entered is sent, and what was cleared as nothing", () => {
  expect(expiresOn({})).toEqual({});
  expect(expiresOn({ token: "", other: "2027-06-30" })).toEqual({ token: null, other: "2027-06-30" });
});
