import { expect, test } from "vitest";
import { edit, editsOf, notesOf, type SheetRow } from "./noted";

const row = (target: string, owner = "", comment = ""): SheetRow => ({
  target,
  sources: [],
  rule: "",
  expression: "",
  example: "",
  owner,
  comment,
});
const NUMBER = row("number", "order desk");

test("an edit keeps what is not typed", () => {
  expect(edit({}, NUMBER, { comment: "Ask." })).toEqual({
    number: { target: "number", owner: "order desk", comment: "Ask." },
  });
});

test("typing what is stored is no edit", () => {
  const edits = edit({}, NUMBER, { owner: "warehouse" });
  expect(edit(edits, NUMBER, { owner: "order desk" })).toEqual({});
});

test("what is stored is all, with the edits in their places", () => {
  const edits = edit({}, NUMBER, { owner: "warehouse" });
  expect(notesOf([NUMBER, row("note", "", "Gifts."), row("type")], edits)).toEqual([
    { target: "number", owner: "warehouse", comment: "" },
    { target: "note", owner: "", comment: "Gifts." },
  ]);
});

test("a note that is emptied goes, and one about a field that is not in the sheet comes", () => {
  const emptied = edit({}, NUMBER, { owner: "" });
  const was = { target: "new", owner: "", comment: "" };
  const came = editsOf([{ was, now: { ...was, comment: "To come." } }]);
  expect(notesOf([NUMBER], { ...emptied, ...came })).toEqual([{ target: "new", owner: "", comment: "To come." }]);
});
