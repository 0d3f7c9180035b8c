import { expect, test } from "vitest";
import { readJson } from "@/editor/json";
import { kindOf, placesIn, typedOf, valueTyped } from "./places";

test("every value that holds no others has its place", () => {
  const found = placesIn(readJson('{"a": {"b/c": 1.10}, "lines": [{"sku": "A"}, []], "none": {}}'));
  expect(found.map(({ pointer, value }) => [pointer, typedOf(value)])).toEqual([
    ["/a/b~1c", "1.10"],
    ["/lines/0/sku", "A"],
    ["/lines/1", "[]"],
    ["/none", "{}"],
  ]);
});

test("a document that is one value is its own place", () => {
  expect(placesIn(null)).toEqual([{ pointer: "", value: null }]);
});

test("what is typed as text is text, and as JSON keeps its digits", () => {
  expect(valueTyped("0012", "text")).toBe('"0012"');
  expect(valueTyped(" 1.10 ", "json")).toBe("1.10");
  expect(valueTyped("1.", "json")).toBeNull();
});

test("a text takes the stead of a text, JSON that of all else", () => {
  expect([undefined, null, "a"].map((value) => kindOf(value))).toEqual(["text", "text", "text"]);
  expect([readJson("1"), true, []].map((value) => kindOf(value))).toEqual(["json", "json", "json"]);
});
