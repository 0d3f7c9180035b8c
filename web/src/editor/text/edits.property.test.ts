// @vitest-environment node
import fc from "fast-check";
import { expect, test } from "vitest";
import { edited, isRefusal, putField, removeField } from "./edits";
import { type ObjectConstructor, objectsOf } from "./objects";
import type { Rule } from "./rules";

type Members = { [name: string]: string | Members };

const expressions = fc.constantFrom(
  "a.b",
  '$f({"x": 1}, "}")',
  "(t ? 1 : 2)",
  "/[{}/]+/i",
  "`odd, name`",
  "a/2",
  '"😀"',
);
const gaps = fc.constantFrom("", " ", "\n", "\r\n  ", " /* , } */ ", "\n\t");
const names = fc.constantFrom("a", "b", "c", 'q"', "😀", "d e");
const members: fc.Arbitrary<Members> = fc.letrec<{ all: Members }>((tie) => ({
  all: fc.dictionary(names, fc.oneof({ depthSize: "small" }, expressions, tie("all")), { maxKeys: 4 }),
})).all;

/** A text with these members, its gaps taken from a stream, and the rules the server would give for it. */
function written(all: Members, gap: () => string): { text: string; rules: Rule[] } {
  const rules: Rule[] = [];
  let text = "";
  const write = (value: string | Members, path: string[]): void => {
    const from = text.length;
    if (typeof value === "string") {
      text += value;
      rules.push({
        target: path.join("."),
        names: path,
        from,
        to: text.length,
        sources: [],
        conditions: [],
        functions: [],
      });
      return;
    }
    text += "{";
    Object.entries(value).forEach(([name, member], index) => {
      text += `${index > 0 ? "," : ""}${gap()}${JSON.stringify(name)}${gap()}:${gap()}`;
      write(member, [...path, name]);
      text += gap();
    });
    text += "}";
  };
  write(all, []);
  return { text, rules };
}

/** What a text's constructors hold, read back. */
function read(text: string): Members {
  const memberOf = (object: ObjectConstructor): Members =>
    Object.fromEntries(
      object.pairs.map(({ key, value, valueFrom, valueTo }) => [
        key,
        value ? memberOf(value) : text.slice(valueFrom, valueTo),
      ]),
    );
  const outermost = objectsOf(text).sort((one, other) => other.to - other.from - (one.to - one.from))[0];
  return outermost ? memberOf(outermost) : {};
}

function withMember(all: Members, [name = "", ...deeper]: string[], value: string): Members {
  const inner = all[name];
  return {
    ...all,
    [name]: deeper.length === 0 ? value : withMember(typeof inner === "object" ? inner : {}, deeper, value),
  };
}

const cases = fc.record({
  all: members,
  gaps: fc.infiniteStream(gaps),
  target: fc.array(names, { minLength: 1, maxLength: 3 }),
});

test("an edit fills its field and leaves every other member as it was written", () => {
  fc.assert(
    fc.property(cases, ({ all, gaps: stream, target }) => {
      const { text, rules } = written(all, () => stream.next().value);
      fc.pre(text.trim() !== "{}" || rules.length === 0);
      const result = putField(text, rules, target, "new");
      if (isRefusal(result)) return;
      const after = edited(text, result);
      expect(read(after)).toEqual(withMember(all, target, "new"));
      expect(after.slice(result.select.from, result.select.to)).toBe("new");
    }),
    { numRuns: 500 },
  );
});

test("an edit changes nothing outside the stretches that it names", () => {
  fc.assert(
    fc.property(cases, ({ all, gaps: stream, target }) => {
      const { text, rules } = written(all, () => stream.next().value);
      const result = putField(text, rules, target, "new");
      if (isRefusal(result)) return;
      const kept = text.length - result.changes.reduce((sum, { from, to }) => sum + to - from, 0);
      const added = result.changes.reduce((sum, { insert }) => sum + insert.length, 0);
      expect(edited(text, result).length).toBe(kept + added);
      const first = result.changes[0]?.from ?? 0;
      const last = result.changes.at(-1)?.to ?? 0;
      expect(edited(text, result).startsWith(text.slice(0, first))).toBe(true);
      expect(edited(text, result).endsWith(text.slice(last))).toBe(true);
    }),
  );
});

test("removing a field takes its member alone", () => {
  fc.assert(
    fc.property(cases, ({ all, gaps: stream }) => {
      const { text, rules } = written(all, () => stream.next().value);
      for (const { names: path } of rules) {
        const result = removeField(text, rules, path);
        if (isRefusal(result)) throw new Error(result.refused);
        expect(read(edited(text, result))).toEqual(withoutMember(all, path as string[]));
      }
    }),
    { numRuns: 300 },
  );
});

function withoutMember(all: Members, [name = "", ...deeper]: string[]): Members {
  const { [name]: inner, ...others } = all;
  return deeper.length === 0 || typeof inner !== "object" ? others : { ...all, [name]: withoutMember(inner, deeper) };
}
