import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import type { Shape } from "@/api/client";
import { Story } from "@/parts/Story";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));

const entry = (event: Shape["Event"], message: string, details: Record<string, unknown>): Shape["JournalEntry"] => ({
  id: "0196",
  at: "2026-11-04T08:01:20Z",
  record: "0195",
  flow: "orders",
  environment: "live",
  attempt: 1,
  event,
  message,
  details,
  actor: "worker",
});

const lines = (told: Shape["JournalEntry"]): string[] => {
  const page = document.createElement("div");
  page.innerHTML = renderToStaticMarkup(
    <MantineProvider>
      <Story entries={[told]} />
    </MantineProvider>,
  );
  return [...page.querySelectorAll("li, p")].map(({ textContent }) => textContent ?? "");
};

test("what a mapping left out is listed with its reasons, all of it", () => {
  const left_out = [
    { what: "Gift card", reason: "sent by e-mail" },
    { what: "Tip", reason: "nothing to ship" },
  ];
  const told = entry("trimmed", "Left out: Gift card (sent by e-mail); and 1 more.", { left_out });
  expect(lines(told)).toEqual(expect.arrayContaining(["Gift card – sent by e-mail", "Tip – nothing to ship"]));
  expect(lines(told).join()).not.toContain("{");
  expect(lines(told)).not.toContain("and more");
  expect(lines(entry("trimmed", "Left out: …", { left_out, more_left_out: true }))).toContain("and more");
});

test("every other entry is told by its message and its details", () => {
  expect(lines(entry("mapped", "Mapped with version 3.", { version: 3 }))).toEqual(
    expect.arrayContaining(["Mapped with version 3.", "version: 3"]),
  );
});
