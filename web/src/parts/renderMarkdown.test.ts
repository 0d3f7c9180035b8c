import { expect, test } from "vitest";
import { renderMarkdown } from "@/parts/renderMarkdown";

test("a playbook's headings, lists and links are shown", () => {
  const html = renderMarkdown("# Ask\n\n1. the [desk](https://desk.example.com)\n2. `later`");
  expect(html).toContain("<h1>Ask</h1>");
  expect(html).toContain('href="https://desk.example.com" target="_blank" rel="noopener noreferrer"');
  expect(html).toContain("<code>later</code>");
});

test.each([
  "<script>alert(1)</script>",
  '<img src="x" onerror="alert(1)">',
  "[run](javascript:alert%281%29)",
  '<a href="data:text/html,x">x</a>',
  '<p style="position:fixed" onclick="alert(1)">x</p>',
  "<iframe src='https://example.com'></iframe>",
  "<form action='https://example.com'><input></form>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
])("what could do something is taken out: %s", (text) => {
  expect(renderMarkdown(text)).not.toMatch(/<script|<img|<iframe|<form|<input|<svg|javascript:|data:|style=|on\w+=/i);
});
