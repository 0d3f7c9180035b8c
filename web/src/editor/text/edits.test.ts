// @vitest-environment node
import { describe, expect, test } from "vitest";
import { type Edit, edited, isRefusal, putField, type Refusal, removeField } from "./edits";
import type { Rule } from "./rules";

/** Rules as the server would give them: `«target:expression»` marks a rule's stretch of text. */
function marked(source: string): { text: string; rules: Rule[] } {
  const rules: Rule[] = [];
  let text = "";
  for (const part of source.split(/(«[^»]*»)/)) {
    const [, targets, expression] = /^«([^:]*):(.*)»$/s.exec(part) ?? [];
    for (const target of targets?.split("|") ?? []) {
      const names = target.replaceAll("[]", "").split(".");
      const range = { from: text.length, to: text.length + (expression ?? "").length };
      rules.push({ target, names, sources: [], conditions: [], functions: [], ...range });
    }
    text += expression ?? part;
  }
  return { text, rules };
}

function after(text: string, result: Edit | Refusal): string {
  if (isRefusal(result)) throw new Error(`refused: ${result.refused}`);
  const whole = edited(text, result);
  const { from, to } = result.select;
  return `${whole.slice(0, from)}[${whole.slice(from, to)}]${whole.slice(to)}`;
}

const put = (source: string, target: string, expression = "x") => {
  const { text, rules } = marked(source);
  return after(text, putField(text, rules, target.split("."), expression));
};
const remove = (source: string, target: string) => {
  const { text, rules } = marked(source);
  return after(text, removeField(text, rules, target.split("."))).replace("[]", "");
};
const refused = (
  source: string,
  target: string,
  act = (text: string, rules: Rule[], path: string[]) => putField(text, rules, path, "x"),
) => {
  const { text, rules } = marked(source);
  const result = act(text, rules, target.split("."));
  return isRefusal(result) ? result.refused : "not refused";
};

describe("filling a target field", () => {
  test("replaces the expression that fills it, and nothing else", () => {
    expect(put('{ "a": «a:old /* c */ + 1», "b": «b:2» }', "a")).toBe('{ "a": [x], "b": 2 }');
  });
  test("adds a member behind the last one, indented as that is", () => {
    expect(put('{\n    "a": «a:1»\n}', "b")).toBe('{\n    "a": 1,\n    "b": [x]\n}');
  });
  test("leaves a comment with the member it stands behind", () => {
    expect(put('{\n  "a": «a:1» /* one */\n}', "b")).toBe('{\n  "a": 1, /* one */\n  "b": [x]\n}');
  });
  test("keeps a constructor of one line on one line", () => {
    expect(put('{ "a": «a:1» }', "b")).toBe('{ "a": 1, "b": [x] }');
    expect(put('{ "a": {}, "c": «c:1» }', "a.b")).toBe('{ "a": { "b": [x] }, "c": 1 }');
  });
  test("adds the objects that are missing on the way", () => {
    expect(put('{\n  "a": «a:1»\n}', "b.c.d")).toBe(
      '{\n  "a": 1,\n  "b": {\n    "c": {\n      "d": [x]\n    }\n  }\n}',
    );
  });
  test("finds the innermost constructor of its object behind variables and comments", () => {
    const text = '(\n  $x := { "b": 1 };\n  { /* } */ "a": { "b": «a.b:$x.b» }, "c": «c:$f({"q": 1})» }\n)';
    expect(put(text, "a.d")).toContain('"a": { "b": $x.b, "d": [x] }, "c"');
  });
  test("fills an item's field in the list's constructor", () => {
    expect(put('{ "l": lines.{ "q": «l[].q:qty» } }', "l[].s", "sku")).toBe('{ "l": lines.{ "q": qty, "s": [sku] } }');
  });
  test("starts an empty text, and goes on behind a comment", () => {
    expect(put("", "a.b")).toBe('{\n  "a": {\n    "b": [x]\n  }\n}\n');
    expect(put("/* orders */\n", "a")).toBe('/* orders */\n{\n  "a": [x]\n}\n');
    expect(put("{}", "a")).toBe('{ "a": [x] }');
  });
  test("keeps the line ends of a text from Windows", () => {
    expect(put('{\r\n  "a": «a:1»\r\n}', "b")).toBe('{\r\n  "a": 1,\r\n  "b": [x]\r\n}');
  });
  test("writes a name with quotes as JSON does", () => {
    expect(put("{}", 'say "hi"')).toBe('{ "say \\"hi\\"": [x] }');
  });
});

describe("a place that is not sure is refused", () => {
  test("because two branches fill the field", () => {
    expect(refused('{ "a": t ? «a:1» : «a:2» }', "a")).toBe("several");
  });
  test("because two branches make its object", () => {
    expect(refused('t ? { "a": «a:1» } : { "a": «a:2» }', "b")).toBe("several");
  });
  test("because a function's text fills other fields too", () => {
    expect(refused('($f := function($w) { { "c": «A.c|B.c:$w.c» } }; { "A": $f(a), "B": $f(b) })', "A.c")).toBe(
      "shared",
    );
    expect(refused('($f := function($w) { { "c": «A.c|B.c:$w.c» } }; { "A": $f(a), "B": $f(b) })', "A.d")).toBe(
      "shared",
    );
  });
  test("because what fills it stands under a condition", () => {
    expect(refused('{ "a": t ? «a:1» }', "a")).toBe("partly");
  });
  test("because it is filled member by member, or as a part of a whole", () => {
    expect(refused('{ "a": { "b": «a.b:1» } }', "a")).toBe("made-of-parts");
    expect(refused('{ "l": «l:$map(x, $f)» }', "l[].q")).toBe("filled-above");
  });
  test("because the list that it belongs to is not mapped", () => {
    expect(refused('{ "a": «a:1» }', "l[].q")).toBe("list");
    expect(refused("", "l[].q")).toBe("list");
  });
  test("because keys are computed", () => {
    expect(refused('{ "a": «a:1», "b" & c: «*:2» }', "d")).toBe("taken");
  });
  test("because nothing makes its object", () => {
    expect(refused("«*:$merge(x)»", "a")).toBe("nowhere");
  });
});

describe("removing a target field", () => {
  test("takes its line and its comma", () => {
    expect(remove('{\n  "a": «a:1»,\n  "b": «b:2»\n}', "a")).toBe('{\n  "b": 2\n}');
    expect(remove('{\n  "a": «a:1»,\n  "b": «b:2»\n}', "b")).toBe('{\n  "a": 1\n}');
    expect(remove('{ "a": «a:1», "b": «b:2» }', "a")).toBe('{ "b": 2 }');
    expect(remove('{ "a": «a:1» }', "a")).toBe("{ }");
  });
  test("takes what stands under a condition with it", () => {
    expect(remove('{ "a": t ? «a:1» : «a:2», "b": «b:2» }', "a")).toBe('{ "b": 2 }');
  });
  test("is refused where nothing fills the field", () => {
    expect(refused('{ "a": «a:1» }', "b", removeField)).toBe("unfilled");
  });
});
