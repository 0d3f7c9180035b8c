import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsOf, rowsOf, withoutGuards } from "@/pages/lookups/cells";

const COLUMNS = { keys: ["theirs"], values: ["carrier", "service"] };

test("what a spreadsheet copies is read cell by cell", () => {
  expect(cellsOf("Express\tDPD\t1300\r\nPost\tRM\t\r\n")).toEqual([
    ["Express", "DPD", "1300"],
    ["Post", "RM", ""],
  ]);
});

test("quotes keep tabs, line ends and quotes", () => {
  expect(cellsOf('"a\tb"\t"two\nlines"\t"say ""x"""')).toEqual([["a\tb", "two\nlines", 'say "x"']]);
});

test("without a tab it is a CSV", () => {
  expect(cellsOf('"Post, 2nd class",RM\nx,')).toEqual([
    ["Post, 2nd class", "RM"],
    ["x", ""],
  ]);
});

test("any cells that are written with quotes come back", () => {
  const cell = fc.string().filter((text) => text.trim() !== "");
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (cells) => {
      const text = cells.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join("\t")).join("\r\n");
      expect(cellsOf(text)).toEqual(cells);
    }),
  );
});

test("a header puts the columns in their order, whatever else stands there", () => {
  expect(rowsOf(cellsOf("Service\tnote\tTheirs\tCarrier\n1300\tx\tExpress\tDPD"), COLUMNS)).toEqual([
    { keys: ["Express"], values: ["DPD", "1300"] },
  ]);
});

test("without a header the cells are in the columns' order; how many there are is for the server to judge", () => {
  expect(rowsOf(cellsOf("Express\tDPD\t1300\nPost"), COLUMNS)).toEqual([
    { keys: ["Express"], values: ["DPD", "1300"] },
    { keys: ["Post"], values: [] },
  ]);
});

test("the guard of a downloaded CSV is taken off again", () => {
  expect(withoutGuards([["'=1", "''-2", "'tis", "-"]])).toEqual([["=1", "'-2", "'tis", "-"]]);
});
