import { expect, test } from "vitest";
import { isLive } from "@/app/environments";

test.each([
  [["sandbox", "live"], "live", true],
  [["sandbox", "live"], "sandbox", false],
  [["sandbox", "uat", "production"], "production", true],
  [["sandbox", "UAT"], "UAT", false],
  [["sandbox"], "sandbox", false],
  [["emea"], "emea", true],
  [["sandbox", "live"], "gone", false],
])("of %j, '%s' is the real one: %s", (environments, environment, real) => {
  expect(isLive({ environments }, environment)).toBe(real);
});
