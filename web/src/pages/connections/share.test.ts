// @vitest-environment node
import { expect, test } from "vitest";
import { shareOf } from "@/pages/connections/share";

test.each([
  [0, 7200, 0, "teal"],
  [5040, 7200, 70, "yellow"],
  [7000, 7200, 97, "red"],
  [9000, 7200, 100, "red"],
])("%i of %i are %i per cent", (used, allowed, percent, colour) =>
  expect(shareOf(used, allowed)).toEqual({ percent, colour }),
);

test("without a limit there is no share", () => expect(shareOf(10, null)).toBeNull());
