// @vitest-environment node
import { expect, test } from "vitest";
import { baseOf, type News, newsOf, standsOn } from "./meanwhile";

const DRAFT = {
  mapping: "orders",
  author: "Robin Example",
  text: "theirs",
  based_on: 3,
  revision: 2,
  started_at: "2026-11-03T09:00:00Z",
  updated_at: "2026-11-03T09:05:00Z",
};
const PUBLISHED = { number: 4, author: "Alex Example", reason: "Gift notes", created_at: "2026-11-03T09:04:00Z" };
const VERSION: News = { kind: "version", author: "Alex Example", number: 4, reason: "", at: "" };
const WRITING: News = { kind: "draft", author: "Robin Example", basedOn: 3, text: "", since: "", saved: "" };

test("nothing is told where nobody did anything", () => {
  expect(newsOf({ published: null, drafts: [] }, new Set())).toEqual([]);
});

test("a newer version comes first, then who is writing; whoever is hidden is not told", () => {
  const meanwhile = { published: PUBLISHED, drafts: [DRAFT, { ...DRAFT, author: "Kim Example", based_on: null }] };
  expect(newsOf(meanwhile, new Set(["Robin Example"]))).toEqual([
    { kind: "version", author: "Alex Example", number: 4, reason: "Gift notes", at: "2026-11-03T09:04:00Z" },
    {
      kind: "draft",
      author: "Kim Example",
      basedOn: 0,
      text: "theirs",
      since: "2026-11-03T09:00:00Z",
      saved: "2026-11-03T09:05:00Z",
    },
  ]);
});

test.each([
  [VERSION, 2, 2],
  [VERSION, 0, 0],
  [WRITING, 2, 2],
  [WRITING, 5, 3],
])("two texts go back to what both were started from", (news, mine, base) => expect(baseOf(news, mine)).toBe(base));

test.each([
  [VERSION, 2, false, 4],
  [VERSION, 2, true, 4],
  [WRITING, 5, false, 5],
  [WRITING, 2, false, 3],
  [WRITING, 5, true, 3],
])("what stays stands on the newest version that is in it", (news, mine, whole, on) =>
  expect(standsOn(news, mine, whole)).toBe(on),
);
