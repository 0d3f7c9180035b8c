import { beforeEach, expect, test } from "vitest";
import { readView, rememberView } from "./view";

beforeEach(() => localStorage.clear());

test("whoever works on held records and edits no mappings gets plain words", () => {
  expect(readView(["read", "operate"])).toBe("plain");
  expect(readView(["read", "operate", "edit"])).toBe("full");
  expect(readView(["read", "edit"])).toBe("full");
});

test("what was chosen is remembered, for everybody", () => {
  rememberView("full");
  expect(readView(["read", "operate"])).toBe("full");
  rememberView("plain");
  expect(readView(["read", "edit"])).toBe("plain");
});

test("something else under our key is as good as nothing", () => {
  localStorage.setItem("crossdock.exceptions", "loud");
  expect(readView(["operate"])).toBe("plain");
});
