import { expect, test } from "vitest";
import { bufferOf, newOf, replacedBy } from "@/pages/stock/buffer";

const TYPED = { sku: " MUG ", location: "*", quantity: "2", owner: "operations", reason: " For returns ", until: "" };
const STORED = {
  id: "0197",
  environment: "live",
  sku: "MUG",
  location: "*",
  quantity: 5,
  owner: "shop",
  reason: "It is new",
  ends_at: "2026-12-01T00:00:00Z",
  created_at: "2026-11-27T08:00:00Z",
  by: "order-desk",
};

test("what is typed is taken without the room around it", () => {
  expect(bufferOf(TYPED)).toEqual({
    sku: "MUG",
    location: "*",
    quantity: 2,
    owner: "operations",
    reason: "For returns",
    ends_at: null,
  });
});

test("an end is the moment that the browser's clock means", () => {
  const until = "2026-12-01T08:30";
  expect(bufferOf({ ...TYPED, until }).ends_at).toBe(new Date(2026, 11, 1, 8, 30).toISOString());
});

test("the one of the same SKU and location is replaced, and can be put back as it was", () => {
  const other = { ...STORED, id: "0198", location: "DCCL01" };
  const replaced = replacedBy(bufferOf(TYPED), [other, STORED]);
  expect(replaced).toBe(STORED);
  expect(newOf(STORED)).toEqual({
    sku: "MUG",
    location: "*",
    quantity: 5,
    owner: "shop",
    reason: "It is new",
    ends_at: "2026-12-01T00:00:00Z",
  });
  expect(replacedBy(bufferOf(TYPED), [other])).toBeUndefined();
});
