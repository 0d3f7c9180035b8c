import { expect, test } from "vitest";
import { bodyOf, fieldsOf, valuesOf } from "@/pages/connections/settings";

const SCHEMA = {
  properties: {
    shop: { title: "Shop", description: "Its name.", type: "string", examples: ["example-tea"] },
    token: { title: "Token", type: "string", writeOnly: true },
    secret: { title: "Secret", anyOf: [{ type: "string" }, { type: "null" }], default: null, writeOnly: true },
    port: { title: "Port", type: "integer", default: 587 },
    mode: { title: "Mode", enum: ["fast", "safe"], default: "safe" },
    loud: { type: "boolean", default: false },
    to: { title: "To", type: "array", items: { type: "string" } },
    dc: { title: "DC", anyOf: [{ type: "string" }, { type: "null" }], default: null },
  },
  required: ["shop", "token"],
};
const FIELDS = fieldsOf(SCHEMA);

test("every setting has a field of its kind", () => {
  expect(FIELDS.map(({ name, kind, required }) => [name, kind, required])).toEqual([
    ["shop", "text", true],
    ["token", "secret", true],
    ["secret", "secret", false],
    ["port", "number", false],
    ["mode", "choice", false],
    ["loud", "switch", false],
    ["to", "list", false],
    ["dc", "text", false],
  ]);
  expect(FIELDS.map(({ placeholder }) => placeholder)).toEqual(["example-tea", "", "", "587", "safe", "false", "", ""]);
  expect(FIELDS[5]?.title).toBe("loud");
});

test("what is set goes through the form unchanged", () => {
  const settings = { shop: "tea", port: 25, mode: "fast", loud: true, to: ["a@example.com", "b@example.com"] };
  expect(bodyOf(FIELDS, valuesOf(FIELDS, settings))).toEqual({ settings, secrets: {} });
});

test("secrets never come into the form, keep their value, are replaced, or go", () => {
  expect(valuesOf(FIELDS, { token: "leaked" }).token).toBe("");
  expect(bodyOf(FIELDS, { shop: "tea", token: "new" }, new Set(["token", "secret"]))).toEqual({
    settings: { shop: "tea" },
    secrets: { token: "new", secret: null },
  });
});

test("a schema without settings makes an empty form", () => {
  expect(fieldsOf({})).toEqual([]);
});
