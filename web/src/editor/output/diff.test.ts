// @vitest-environment node
import { expect, test } from "vitest";
import { readJson } from "../json";
import { differences, type Expected } from "./diff";

const compare = (expected: string, actual: string, rules: Partial<Expected> = {}) =>
  differences(
    { output: readJson(expected), partial: false, ignore: [], tolerances: {}, ...rules },
    readJson(actual),
  ).map(({ change, pointer }) => `${change} ${pointer}`);

test("every place that differs is named once, in the document's order", () => {
  expect(compare('{"a": 1, "b": [1, 2, 3], "c/d": "x"}', '{"a": "1", "b": [1, 3], "e~": 0}')).toEqual([
    "different /a",
    "different /b/1",
    "missing /b/2",
    "missing /c~1d",
    "unexpected /e~0",
  ]);
});

test("the order of keys does not count, nor how a number is written; long numbers are exact", () => {
  expect(compare('{"a": 1, "b": 1.50}', '{"b": 15e-1, "a": 1.0}')).toEqual([]);
  expect(compare("9007199254740993", "9007199254740992")).toEqual(["different "]);
  expect(compare("true", "1")).toEqual(["different "]);
  expect(compare('"1"', "1")).toEqual(["different "]);
});

test("a partial expectation lets objects have more, lists not", () => {
  expect(compare('{"a": [1]}', '{"a": [1, 2], "b": 1}', { partial: true })).toEqual(["unexpected /a/1"]);
});

test("what is ignored is not compared, whichever item it is of", () => {
  expect(compare('{"l": [{"t": 1, "q": 1}]}', '{"l": [{"t": 2, "q": 2}]}', { ignore: ["/l/*/t"] })).toEqual([
    "different /l/0/q",
  ]);
});

test("a tolerance holds for numbers and for money in texts, exactly", () => {
  const tolerances = { "/p": "0.1" };
  expect(compare('{"p": "10.2"}', '{"p": "10.3"}', { tolerances })).toEqual([]);
  expect(compare('{"p": 10.2}', '{"p": 10.31}', { tolerances })).toEqual(["different /p"]);
  expect(compare('{"p": "abc"}', '{"p": "abd"}', { tolerances })).toEqual(["different /p"]);
});
