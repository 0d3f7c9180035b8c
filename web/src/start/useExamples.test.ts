// @vitest-environment node
import { expect, test } from "vitest";
import { writeJson } from "@/editor/json";
import { askedOf, type Examples, missingIn, read } from "./useExamples";

const examples = (source: string, target: string, targetResource = ""): Examples =>
  ({ source: read(source), target: read(target), sourceResource: "", targetResource }) as Examples;

test("numbers are asked about with every digit", () => {
  const asked = askedOf(examples('{"id": 12345678901234567890}', ""));
  expect(writeJson(asked)).toBe('{"examples":[{"source":{"id":12345678901234567890}}]}');
});

test("what is not JSON is told, and nothing is asked", () => {
  const broken = read('{"a": ');
  expect(broken.value).toBeUndefined();
  expect(missingIn(broken, read(""), "seko/order")).toBe(broken.fault);
  expect(missingIn(read("{}"), broken, "")).toBe(broken.fault);
});

test("a source and either a target or its resource are needed", () => {
  expect(missingIn(read(""), read("{}"), "")).toContain("comes in");
  expect(missingIn(read("{}"), read(""), "")).toContain("come out");
  expect(missingIn(read("{}"), read(""), "seko/order")).toBeNull();
  expect(missingIn(read("{}"), read("{}"), "")).toBeNull();
});
