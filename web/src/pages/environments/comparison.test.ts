import { expect, test } from "vitest";
import { type Connection, pairsOf } from "./comparison";

const SHOP: Connection = {
  name: "shop",
  connector: "shopify",
  settings: { shop: "acme-test", limits: { a: 1, b: 2 } },
  secrets_set: ["access_token"],
  updated_at: "2026-01-01T00:00:00Z",
};

test("equal connections have no differences, whatever the order of their settings", () => {
  const other = { ...SHOP, settings: { limits: { b: 2, a: 1 }, shop: "acme-test" } };
  expect(pairsOf([SHOP], [other])).toEqual([{ name: "shop", left: SHOP, right: other, differences: [] }]);
});

test("settings that differ are told with both values", () => {
  const [pair] = pairsOf([SHOP], [{ ...SHOP, settings: { shop: "acme", version: 3 } }]);
  expect(pair?.differences).toEqual([
    { kind: "setting", name: "limits", left: '{"a":1,"b":2}', right: null },
    { kind: "setting", name: "shop", left: "acme-test", right: "acme" },
    { kind: "setting", name: "version", left: null, right: "3" },
  ]);
});

test("of secrets it is told only whether they are set", () => {
  const [pair] = pairsOf([SHOP], [{ ...SHOP, secrets_set: ["webhook_secret"] }]);
  expect(pair?.differences).toEqual([
    { kind: "secret", name: "access_token", left: "access_token", right: null },
    { kind: "secret", name: "webhook_secret", left: null, right: "webhook_secret" },
  ]);
});

test("a connection that one of them lacks is told as missing", () => {
  expect(pairsOf([], [SHOP])).toEqual([{ name: "shop", left: null, right: SHOP, differences: [] }]);
});
