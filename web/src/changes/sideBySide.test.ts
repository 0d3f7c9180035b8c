import fc from "fast-check";
import { expect, test } from "vitest";
import { folded, type Line, markWords, type Row, sideBySide } from "./sideBySide";

const textOf = (line: Line | null): string | null => line?.segments.map(({ text }) => text).join("") ?? null;
const shown = (rows: readonly Row[]) => rows.map(({ kind, before, after }) => [kind, textOf(before), textOf(after)]);

/** Few different lines, so that texts have something in common. */
const lines = fc.array(fc.constantFrom("{", "}", '"a": b,', '"a": c,', "", "  x"), { maxLength: 12 });

/** What stands in expressions, and what takes two units or none of the alphabet. */
const written = fc
  .array(fc.constantFrom("a", "$b", " ", "\t", "(", ".", "é", "🚚", "\ud83d"), { maxLength: 20 })
  .map((parts) => parts.join(""));

test("equal lines stand across from each other, changed ones too, others alone", () => {
  expect(shown(sideBySide('{\n"a": b\n}\n', '{\n"a": c,\n"d": 1\n}\n'))).toEqual([
    ["same", "{", "{"],
    ["changed", '"a": b', '"a": c,'],
    ["added", null, '"d": 1'],
    ["same", "}", "}"],
  ]);
});

test("lines are numbered on each side", () => {
  const [, added, same] = sideBySide("a\nb", "a\nx\nb");
  expect([added?.before, added?.after?.number, same?.before?.number, same?.after?.number]).toEqual([null, 2, 2, 3]);
});

test("each side, read from top to bottom, is its text", () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const rows = sideBySide(before.map((line) => `${line}\n`).join(""), after.map((line) => `${line}\n`).join(""));
      const sides = (["before", "after"] as const).map((side) =>
        rows.flatMap((row) => (row[side] ? [textOf(row[side])] : [])),
      );
      expect(sides).toEqual([before, after]);
    }),
  );
});

test("a row is the same exactly where both lines are", () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      for (const { kind, ...row } of sideBySide(before.join("\n"), after.join("\n"))) {
        if (kind === "same") expect(textOf(row.before)).toBe(textOf(row.after));
      }
      expect(sideBySide(before.join("\n"), before.join("\n")).every(({ kind }) => kind === "same")).toBe(true);
    }),
  );
});

test("words that differ are marked, and names stay whole", () => {
  expect(markWords('"a": $clean(note),', '"a": $cleaned(note),')).toEqual([
    [
      { text: '"a": ', marked: false },
      { text: "$clean", marked: true },
      { text: "(note),", marked: false },
    ],
    [
      { text: '"a": ', marked: false },
      { text: "$cleaned", marked: true },
      { text: "(note),", marked: false },
    ],
  ]);
});

test("marked or not, a line keeps every character", () => {
  fc.assert(
    fc.property(written, written, (before, after) => {
      const [old, now] = markWords(before, after).map((segments) => segments.map(({ text }) => text).join(""));
      expect([old, now]).toEqual([before, after]);
    }),
  );
});

test("lines with next to nothing in common are not marked word by word", () => {
  const [row] = sideBySide('"a": customer.email', "$total := price * 2");
  expect(row?.before?.segments).toHaveLength(1);
});

test("equal lines far from a change are left out", () => {
  const many = Array.from({ length: 20 }, (_, n) => `line ${n}`);
  const stretches = folded(sideBySide(many.join("\n"), many.with(10, "other").join("\n")));
  expect(stretches.map(({ kind, rows }) => [kind, rows.length])).toEqual([
    ["skipped", 7],
    ["rows", 7],
    ["skipped", 6],
  ]);
});
