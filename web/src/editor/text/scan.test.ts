// @vitest-environment node
import fc from "fast-check";
import { expect, test } from "vitest";
import { atStart, scan, tokensOf } from "./scan";

const kinds = (text: string) => tokensOf(text).map(({ kind, text: token }) => `${kind} ${token}`);

test("a slash behind a value divides, elsewhere it starts a regular expression", () => {
  expect(kinds("a / 2")).toEqual(["name a", "operator /", "number 2"]);
  expect(kinds("$split(a, /[/,]+/i)")).toContain("regex /[/,]+/i");
  expect(kinds("(a) / b / c").filter((kind) => kind.startsWith("regex"))).toEqual([]);
});

test("a comment hides what stands in it, over several lines", () => {
  expect(kinds('a /* "not\n a string" */ b')).toEqual(["name a", "name b"]);
});

test("strings keep escaped quotes, names in backquotes keep backslashes", () => {
  expect(kinds('"a\\"b" & `c\\`')).toEqual(['string "a\\"b"', "operator &", "quotedName `c\\`"]);
});

test("words are operators behind a value and names elsewhere", () => {
  expect(kinds("and and or")).toEqual(["name and", "keyword and", "name or"]);
});

test("a variable that is called is a function", () => {
  expect(kinds("$sum (a.$b)").slice(0, 1)).toEqual(["call $sum"]);
  expect(kinds("$sum")).toEqual(["variable $sum"]);
  expect(kinds("$$.a")).toEqual(["variable $$", "operator .", "name a"]);
});

test("an asterisk behind nothing is a wildcard, so that a slash divides it", () => {
  expect(kinds("* / 2")).toEqual(["operator *", "operator /", "number 2"]);
});

const pieces = fc.array(
  fc.constantFrom("/", "*", '"', "'", "`", "\n", "a", "$", " ", "{", ")", "\\", "1", "and", "😀", "!", "~"),
);

test("every text is cut into tokens without a gap", () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join("");
      const state = atStart();
      let joined = "";
      for (let at = 0; at < text.length; ) {
        const { end } = scan(text, at, state);
        expect(end).toBeGreaterThan(at);
        joined += text.slice(at, end);
        at = end;
      }
      expect(joined).toBe(text);
    }),
  );
});
