import type { Diagnostic } from "@codemirror/lint";
import type { Shape } from "@/api/client";
import { texts } from "../texts";
import type { Change } from "./edits";
import { Positions } from "./positions";

/** Something wrong at a place of the text, with the change that puts it right where the server knows one. */
export interface Finding {
  severity: "error" | "warning";
  code: string;
  message: string;
  remedy: string;
  from: number;
  to: number;
  line: number;
  column: number;
  fix: Change | null;
}

/** Findings of the server's lint and problems of an evaluation, placed in the text that they are about. */
export function findingsOf(
  text: string,
  found: readonly Shape["LintFinding"][],
  problems: readonly Shape["Problem"][],
): Finding[] {
  const positions = new Positions(text);
  const placed = found.map(({ rule, severity, message, remedy, span, fix }) => ({
    severity,
    code: rule,
    message,
    remedy,
    ...positions.range(span),
    line: span.line,
    column: span.column,
    fix: fix ? { ...positions.range(fix.span), insert: fix.text } : null,
  }));
  const known = new Set(placed.map(({ from, to }) => `${from}-${to}`));
  // Preview and trace tell the same problem twice, and lint may know its place already.
  const isNew = (place: string) => !known.has(place) && known.add(place);
  const evaluated = problems.flatMap(({ code, message, remedy, severity, expression }) => {
    const range = expression ? positions.range(expression) : null;
    if (!range || !expression || !isNew(`${range.from}-${range.to}`)) return [];
    const { line, column } = expression;
    return [{ severity: severity ?? "error", code, message, remedy: remedy ?? "", ...range, line, column, fix: null }];
  });
  return [...placed, ...evaluated].sort((one, other) => one.from - other.from);
}

/** A finding as CodeMirror shows it; its fix is done by the page, which knows whether the text is still the same. */
export function diagnosticOf(finding: Finding, apply: (finding: Finding) => void): Diagnostic {
  const { from, to, severity, message, remedy, fix } = finding;
  const actions = fix ? [{ name: texts.fix, apply: () => apply(finding) }] : [];
  return { from, to, severity, message: remedy ? `${message} ${remedy}` : message, source: finding.code, actions };
}
