// @vitest-environment node
import { expect, test } from "vitest";
import { waysOf } from "@/pages/connectors/ways";

const AROUND = {
  webhooks: [
    { name: "order-made", resource: "order" },
    { name: "order-paid", resource: "order" },
  ],
  operations: [{ name: "create-order", resource: "new_order" }],
};

test("a resource is read, told, written, or several of these", () => {
  expect(waysOf({ name: "order", read: true, since: true, counted: false }, AROUND)).toEqual([
    "read from a list, only what changed since",
    "told by order-made, order-paid",
  ]);
  expect(waysOf({ name: "new_order", read: false, since: false, counted: false }, AROUND)).toEqual([
    "written by create-order",
  ]);
  expect(waysOf({ name: "stock", read: false, since: false, counted: true }, AROUND)).toEqual([
    "counted over whole lists",
  ]);
  expect(waysOf({ name: "store", read: true, since: false, counted: false }, AROUND)).toEqual(["read from a list"]);
});
