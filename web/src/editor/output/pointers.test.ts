// @vitest-environment node
import { expect, test } from "vitest";
import { readJson } from "../json";
import { pointersAt } from "./pointers";

test("a place in a list has a pointer for each item that has it", () => {
  const document = readJson('{"l": [{"q": 1}, {}, {"q": 2}], "a/b": 1}');
  expect(pointersAt(document, ["l", "[]", "q"])).toEqual(["/l/0/q", "/l/2/q"]);
  expect(pointersAt(document, ["a/b"])).toEqual(["/a~1b"]);
  expect(pointersAt(document, ["l", "q"])).toEqual([]);
});
