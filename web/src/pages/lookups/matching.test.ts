import { expect, test } from "vitest";
import { matching } from "@/pages/lookups/matching";

const ROWS = [
  { row: { keys: ["Next-Day by 1pm"], values: ["DPD", "Next Day 1300"] } },
  { row: { keys: ["Standard"], values: ["DPD", "Two Day"] } },
];

test.each([
  ["", 2],
  ["dpd", 2],
  ["dpd 1300", 1],
  ["  STANDARD ", 1],
  ["boat", 0],
])("'%s' is found %i times", (filter, found) => expect(matching(ROWS, filter)).toHaveLength(found));
