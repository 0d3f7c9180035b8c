// @vitest-environment node
import { describe, expect, test } from "vitest";
import {
  accepted,
  acceptedAbove,
  choicesOf,
  type Decisions,
  decisionsOf,
  type FieldSuggestions,
  listOf,
  rejected,
  type Suggestion,
  shownFields,
  sureness,
  undecided,
} from "./choices";

const suggestion = (target: string, expression: string, confidence: number, each: string[] = []): Suggestion => ({
  target,
  expression,
  each,
  confidence,
  reason: "Because.",
  suggester: "examples",
  reproduces: true,
  value: null,
});

function field(target: string, ...suggestions: [string, number, string[]?][]): FieldSuggestions {
  return {
    field: { target, types: [], required: false, inExample: true, description: "" },
    wanted: null,
    suggestions: suggestions.map(([expression, confidence, each]) => suggestion(target, expression, confidence, each)),
  };
}

const NONE: Decisions = new Map();
const NUMBER = field("/Number", ["name", 0.9], ["id", 0.4]);
const SKU = field("/Lines/*/Sku", ["sku", 0.8, ["lines"]], ["code", 0.7, ["parcels"]]);
const COUNT = field("/Lines/*/Count", ["count", 0.85, ["parcels"]], ["quantity", 0.6, ["lines"]]);
const PLACE = field("/Lines/*/No", ["$index + 1", 0.9, ["lines#$index"]]);
const FIELDS = [NUMBER, SKU, COUNT, PLACE];

const first = (of: FieldSuggestions): Suggestion => of.suggestions[0] as Suggestion;
const written = (decisions: Decisions) => choicesOf(decisions, FIELDS).map(({ expression }) => expression);

describe("accepting", () => {
  test("takes one suggestion for a field, another takes its place", () => {
    const one = accepted(NONE, FIELDS, first(NUMBER));
    expect(written(one)).toEqual(["name"]);
    expect(written(accepted(one, FIELDS, NUMBER.suggestions[1] as Suggestion))).toEqual(["id"]);
  });
  test("members of a list follow to the list that one of them is made of", () => {
    const of_parcels = accepted(NONE, FIELDS, first(COUNT));
    const both = accepted(of_parcels, FIELDS, SKU.suggestions[1] as Suggestion);
    expect(written(both)).toEqual(["code", "count"]);
    expect(written(accepted(both, FIELDS, first(SKU)))).toEqual(["sku", "quantity"]);
  });
  test("a member without a suggestion from that list is undecided again", () => {
    const numbered = accepted(NONE, FIELDS, first(PLACE));
    expect(accepted(numbered, FIELDS, first(COUNT)).has("/Lines/*/No")).toBe(false);
  });
  test("the place of an item is no other list", () => {
    const both = accepted(accepted(NONE, FIELDS, first(PLACE)), FIELDS, first(SKU));
    expect(written(both)).toEqual(["sku", "$index + 1"]);
  });
  test("what is rejected is in no text, and is not accepted with the others", () => {
    const without = rejected(NONE, "/Number");
    expect(written(acceptedAbove(without, FIELDS, 0))).not.toContain("name");
    expect(written(acceptedAbove(undecided(without, "/Number"), FIELDS, 0))).toContain("name");
  });
});

describe("accepting all above a confidence", () => {
  test("takes the surest first, and what goes with it", () => {
    expect(written(acceptedAbove(NONE, FIELDS, 0.5))).toEqual(["name", "sku", "quantity", "$index + 1"]);
  });
  test("leaves alone what was decided", () => {
    const decided = accepted(NONE, FIELDS, NUMBER.suggestions[1] as Suggestion);
    expect(written(acceptedAbove(decided, FIELDS, 0.5))[0]).toBe("id");
  });
  test("takes nothing that is less sure", () => {
    expect(written(acceptedAbove(NONE, FIELDS, 0.95))).toEqual([]);
  });
});

test("the server's choices are decisions again", () => {
  const choices = choicesOf(acceptedAbove(NONE, FIELDS, 0.5), FIELDS);
  expect(choicesOf(decisionsOf(choices, FIELDS), FIELDS)).toEqual(choices);
  expect(decisionsOf([{ target: "/gone", expression: "x", each: [] }], FIELDS).size).toBe(0);
});

test("the innermost list of a target is found", () => {
  expect(listOf("/a/b")).toBeNull();
  expect(listOf("/a/*/b/*/c")).toBe("/a/*/b");
});

describe("what is listed", () => {
  const quiet: FieldSuggestions = {
    ...field("/Quiet", ["x", 0.2]),
    field: { ...NUMBER.field, target: "/Quiet", inExample: false },
  };
  const fields = [...FIELDS, quiet];
  const names = (shown: "all" | "open" | "worth", wanted = "", decisions: Decisions = NONE) =>
    shownFields(fields, decisions, shown, wanted).map((each) => each.field.target);

  test("leaves out what nobody needs and nothing sure is suggested for", () => {
    expect(names("worth")).not.toContain("/Quiet");
    expect(names("all")).toContain("/Quiet");
    expect(names("worth", "", accepted(NONE, fields, first(quiet)))).toContain("/Quiet");
  });
  test("shows what is undecided", () => {
    expect(names("open", "", rejected(NONE, "/Number"))).not.toContain("/Number");
  });
  test("is searched by name", () => {
    expect(names("all", "sku")).toEqual(["/Lines/*/Sku"]);
  });
});

test("confidence has three names", () => {
  expect([0.9, 0.6, 0.3].map(sureness)).toEqual(["sure", "likely", "unsure"]);
});
