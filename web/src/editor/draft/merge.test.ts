// @vitest-environment node
import fc from "fast-check";
import { expect, test } from "vitest";
import { mergedText, regionsOf } from "./merge";

const texts = fc
  .array(fc.constantFrom("a\n", "b\n", "c\r\n", "{\n", "constructor\n", "end"), { maxLength: 12 })
  .map((lines) => lines.join(""));

test("the regions, joined, are each of the three texts again", () => {
  fc.assert(
    fc.property(texts, texts, texts, (base, mine, theirs) => {
      const regions = regionsOf(base, mine, theirs);
      const joined = (side: "base" | "mine" | "theirs") => regions.map((region) => region[side]).join("");
      expect([joined("base"), joined("mine"), joined("theirs")]).toEqual([base, mine, theirs]);
    }),
    { numRuns: 1000 },
  );
});

test("where one side alone changed, the merged text is that side's", () => {
  fc.assert(
    fc.property(texts, texts, (base, changed) => {
      expect(mergedText(regionsOf(base, changed, base))).toBe(changed);
      expect(mergedText(regionsOf(base, base, changed))).toBe(changed);
      expect(mergedText(regionsOf(base, changed, changed))).toBe(changed);
    }),
  );
});

test("changes far from each other are merged, at one place they conflict", () => {
  const base = "one\ntwo\nthree\nfour\nfive\n";
  expect(mergedText(regionsOf(base, base.replace("one", "1"), base.replace("five", "5")))).toBe(
    "1\ntwo\nthree\nfour\n5\n",
  );
  const regions = regionsOf(base, base.replace("two", "2"), base.replace("two", "II"));
  expect(regions.map(({ kind }) => kind)).toEqual(["same", "conflict", "same"]);
  expect(mergedText(regions)).toBeNull();
});
