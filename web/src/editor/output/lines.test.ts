// @vitest-environment node
import { expect, test } from "vitest";
import { readJson, writeJson } from "../json";
import { printed } from "./lines";

test("a document is printed as it is, and every value has its lines", () => {
  const document = readJson('{"a": {"b/c": [1, {"d": 1.50}]}, "e": [], "f": {}}');
  const { text, places } = printed(document);
  expect(text).toBe(writeJson(document, 2));
  const at = (pointer: string) =>
    text.split("\n").slice((places.get(pointer)?.first ?? 0) - 1, places.get(pointer)?.last);
  expect(at("/a/b~1c/1/d")).toEqual(['        "d": 1.50']);
  expect(at("/a/b~1c")).toHaveLength(6);
  expect(at("/f")).toEqual(['  "f": {}']);
});
