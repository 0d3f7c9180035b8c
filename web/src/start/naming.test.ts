// @vitest-environment node
import { expect, test } from "vitest";
import { nameFor } from "./naming";

test("a mapping is named after what it maps between", () => {
  expect(nameFor("shopify/order", "seko/order")).toBe("shopify-order-to-seko");
  expect(nameFor("seko/stock_level", "shopify/product")).toBe("seko-stock-level-to-shopify-product");
  expect(nameFor("", "seko/order")).toBe("");
});
