import { expect, test } from "vitest";
import { readUnified } from "@/pages/mappings/unified";

const DIFF = '--- v1\n+++ v2\n@@ -1,3 +1,3 @@\n {\n-  "a": -1\n+  "a": +2\n\n }\n';

test("each line tells what became of it, and keeps its own first character", () => {
  expect(readUnified(DIFF).map(({ kind, text }) => [kind, text])).toEqual([
    ["place", "@@ -1,3 +1,3 @@"],
    ["kept", "{"],
    ["removed", '  "a": -1'],
    ["added", '  "a": +2'],
    ["kept", ""],
    ["kept", "}"],
  ]);
});

test("texts that are the same have no lines", () => expect(readUnified("")).toEqual([]));
