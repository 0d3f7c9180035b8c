import { expect, test } from "vitest";
import { nextEnvironment } from "./nextEnvironment";

const LIVE = [{ mapping: "orders", version: 2 }];
const everywhere = (...live: (typeof LIVE | undefined)[]) =>
  ["sandbox", "uat", "live"].map((environment, n) => ({ environment, live: live[n] }));

test("a new version begins at the first environment", () => {
  expect(nextEnvironment(everywhere(LIVE, LIVE, LIVE), "orders", 3)).toBe("sandbox");
});

test("a version that is live goes one further", () => {
  expect(nextEnvironment(everywhere(LIVE, undefined, undefined), "orders", 2)).toBe("uat");
  expect(nextEnvironment(everywhere(LIVE, LIVE, []), "orders", 2)).toBe("live");
});

test("what is live in the last environment goes nowhere", () => {
  expect(nextEnvironment(everywhere(LIVE, LIVE, LIVE), "orders", 2)).toBeNull();
});

test("another mapping's versions do not count", () => {
  expect(nextEnvironment(everywhere(LIVE, LIVE, LIVE), "refunds", 2)).toBe("sandbox");
});
