// @vitest-environment node
import fc from "fast-check";
import { expect, test } from "vitest";
import { decidedText, regionsOf } from "./merge";

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
      expect(decidedText(regionsOf(base, changed, base), new Map())).toBe(changed);
      expect(decidedText(regionsOf(base, base, changed), new Map())).toBe(changed);
      expect(decidedText(regionsOf(base, changed, changed), new Map())).toBe(changed);
    }),
  );
});

test("changes far from each other are merged, at one place they conflict", () => {
  const base = "one\ntwo\nthree\nfour\nfive\n";
  const apart = regionsOf(base, base.replace("one", "1"), base.replace("five", "5"));
  expect(decidedText(apart, new Map())).toBe("1\ntwo\nthree\nfour\n5\n");
  const regions = regionsOf(base, base.replace("two", "2"), base.replace("two", "II"));
  expect(regions.map(({ kind }) => kind)).toEqual(["same", "conflict", "same"]);
  expect(decidedText(regions, new Map())).toBeNull();
});

test("at a place that conflicts one side stays, or what was written by hand; elsewhere one may decide otherwise", () => {
  const base = "one\ntwo\nthree\n";
  const regions = regionsOf(base, "one\nmine\nthree\n", "ONE\ntheirs\nthree\n");
  const [place] = regions.filter(({ kind }) => kind === "conflict");
  if (!place) throw new Error("no place conflicts");
  const decided = (by: "mine" | "theirs" | "hand", text: string) =>
    decidedText(regions, new Map([[place, { by, text }]]));
  expect(decided("mine", place.mine)).toBe("one\nmine\nthree\n");
  expect(decided("hand", "ONE\nboth\n")).toBe("ONE\nboth\nthree\n");
  const changed = regionsOf(base, base, base.replace("one", "ONE"));
  const [theirs] = changed.filter(({ kind }) => kind === "theirs");
  if (!theirs) throw new Error("nothing of theirs");
  expect(decidedText(changed, new Map([[theirs, { by: "mine", text: theirs.mine }]]))).toBe(base);
});
