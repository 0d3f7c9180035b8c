// @vitest-environment node
import { expect, test } from "vitest";
import { saidIn } from "@/pages/records/receipt";

test("a receipt is told by its names, and by what else stands in it", () => {
  const receipt = {
    id: "a2e1",
    identities: [
      ["order", "1014"],
      ["guid", "a2e1"],
    ],
    details: { note: "taken in" },
    accepted: false,
    told: null,
    restocked: [],
  };
  expect(saidIn(receipt)).toEqual(["order 1014", "guid a2e1", "note: taken in"]);
});

test("an id that is no name is told by itself, and nothing of nothing", () => {
  expect(saidIn({ id: "7", identities: [], accepted: true })).toEqual(["7", "accepted: true"]);
  expect(saidIn({})).toEqual([]);
});
