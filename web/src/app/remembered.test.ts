import { beforeEach, expect, test } from "vitest";
import { firstPlace, rememberPlace } from "@/app/remembered";

const PROJECTS = [
  { name: "acme", environments: ["sandbox", "live"] },
  { name: "tea", environments: ["uat"] },
];

beforeEach(() => localStorage.clear());

test("somebody new begins in the first environment of the first project", () => {
  expect(firstPlace(PROJECTS)).toEqual({ project: "acme", environment: "sandbox" });
});

test("somebody known begins where the last work was", () => {
  rememberPlace({ project: "tea", environment: "uat" });
  expect(firstPlace(PROJECTS)).toEqual({ project: "tea", environment: "uat" });
});

test.each([
  { project: "gone", environment: "uat" },
  { project: "acme", environment: "uat" },
])("a place that is no more is forgotten: %j", (place) => {
  rememberPlace(place);
  expect(firstPlace(PROJECTS)).toEqual({ project: "acme", environment: "sandbox" });
});

test("a broken memory is none", () => {
  localStorage.setItem("crossdock.place", "{");
  expect(firstPlace(PROJECTS)?.project).toBe("acme");
});

test("without projects there is no place", () => {
  expect(firstPlace([])).toBeNull();
});
