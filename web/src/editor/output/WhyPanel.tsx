import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Shape } from "@/api/client";
import { texts } from "../texts";

interface WhyPanelProps {
  trace: Shape["Trace"];
  onShowSpan(span: Shape["Span"]): void;
}

/** What the evaluation did: what found nothing, what was looked up, what filters dropped, what never ran. */
export function WhyPanel({ trace, onShowSpan }: WhyPanelProps) {
  const silent = trace.branches.filter(({ times }) => times === 0);
  const line = (span: Shape["Span"], told: ReactNode) => (
    <li key={`${span.start}-${span.end}-${String(told)}`}>
      <button type="button" className="me-link" onClick={() => onShowSpan(span)}>
        {texts.goTo(span.line, span.column)}
      </button>{" "}
      {told}
    </li>
  );
  return (
    <>
      <Text size="xs" fw={600}>
        {texts.misses}
      </Text>
      {trace.misses.length === 0 ? <Text size="xs">{texts.nothingMissed}</Text> : null}
      <ul>
        {trace.misses.map(({ path, nearest }) => (
          <li key={path}>
            <code>{path}</code> {nearest ? texts.nearest(nearest) : ""}
          </li>
        ))}
      </ul>
      <Section label={texts.lookups} shown={trace.lookups.length > 0}>
        {trace.lookups.map(({ span, table, key, found }) =>
          line(span, `${table} ${key}${found ? "" : `: ${texts.missed}`}`),
        )}
      </Section>
      <Section label={texts.filters} shown={trace.filters.length > 0}>
        {trace.filters.map(({ span, passed, of }) => line(span, texts.passed(passed, of)))}
      </Section>
      <Section label={texts.branches} shown={silent.length > 0}>
        {silent.map(({ span }) => line(span, ""))}
      </Section>
    </>
  );
}

function Section({ label, shown, children }: { label: string; shown: boolean; children: ReactNode }) {
  if (!shown) return null;
  return (
    <>
      <Text size="xs" fw={600}>
        {label}
      </Text>
      <ul>{children}</ul>
    </>
  );
}
