import { expect, test } from "vitest";
import type { Shape } from "@/api/client";
import { adviceOf, faultsOf, placeWords, titleOf } from "./plainly";

function hold(changes: Partial<Shape["Hold"]>): Shape["Hold"] {
  return {
    record: "r",
    environment: "live",
    flow: "orders",
    key: "1042",
    object_id: "o",
    code: "refused",
    message: "The warehouse says: unknown item.",
    remedy: "",
    owner: "order desk",
    since: "2026-11-04T08:00:00Z",
    problems: [],
    misses: [],
    waiting: 0,
    attempts: 1,
    playbook: "",
    assignee: "",
    comments: 0,
    ...changes,
  };
}

function problem(code: string, pointer: string | null): Shape["Problem"] {
  const message = "Syntax error near $map(";
  return {
    ...{ code, message, pointer },
    ...{ remedy: "", severity: "error", side: null, expression: null, file: null, line: null },
  };
}

test("a cause is called what the playbook's heading says, else what it is in plain words", () => {
  expect(titleOf("refused", "Ask first.\n\n# The warehouse says no #\n\nAsk.")).toBe("The warehouse says no");
  expect(titleOf("lookup-miss", "Ask the warehouse.")).toBe("A value is not in a list yet");
  expect(titleOf("credit-check", "")).toBe("Credit check");
});

test("what to do is the playbook without that heading", () => {
  expect(adviceOf("# The warehouse says no\n\nAsk.\n\n## Then\n\nWait.")).toBe("Ask.\n\n## Then\n\nWait.");
});

test("a missing row is told by its key and its list", () => {
  const misses = [{ table: "delivery-options", key: ["Riverboat", "GB"] }];
  expect(faultsOf(hold({ code: "lookup-miss", misses }))).toEqual([
    "“Riverboat, GB” is not in the list delivery options",
  ]);
});

test("a place is told in words, and what is told twice once", () => {
  const problems = [
    problem("required", "/WebSalesOrder/PostCode"),
    problem("required", "/WebSalesOrder/PostCode"),
    problem("type", "/List/SalesOrderLineItem/1/SKU"),
    problem("S0201", null),
  ];
  expect(faultsOf(hold({ code: "target-invalid", problems }))).toEqual([
    "Web sales order › post code is missing",
    "List › sales order line item 2 › SKU is not as it must be",
  ]);
});

test("nothing of a mapping's text is shown, whatever the message says", () => {
  const message = 'Attempted to invoke a non-function: $xref("carriers", shipping_lines[0].code)';
  for (const code of ["mapping-error", "limit-exceeded", "target-invalid"]) {
    expect(faultsOf(hold({ code, message })).join()).not.toContain("$");
  }
});

test("what the other side said is shown as it is", () => {
  expect(faultsOf(hold({}))).toEqual(["The warehouse says: unknown item."]);
});

test("of very many faults the first are told", () => {
  const misses = Array.from({ length: 8 }, (_, n) => ({ table: "items", key: [`SKU ${n}`] }));
  expect(faultsOf(hold({ misses })).slice(4)).toEqual(["“SKU 4” is not in the list items", "and 3 more"]);
});

test.each([
  ["/shipping_address/zip", "Shipping address › zip"],
  ["/line_items/0/sku", "Line items 1 › sku"],
  ["/a~1b/0", "A/b 1"],
  ["", ""],
])("%s is %s", (pointer, words) => expect(placeWords(pointer)).toBe(words));
