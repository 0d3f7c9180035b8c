import type { Shape } from "@/api/client";
import { OUTCOMES, type Outcome } from "@/format/equation";

type Span = Pick<Shape["HistorySpan"], Outcome | "start">;

export interface Stack {
  start: string;
  total: number;
  x: number;
  parts: { outcome: Outcome; y: number; height: number }[];
}

const WIDTH = 10;
const LOWEST = 1.5;

/** Where the bars of a history stand, the highest as high as the chart; what is there at all can be seen. */
export function layOut(spans: readonly Span[], height: number): { stacks: Stack[]; most: number } {
  const totals = spans.map((span) => OUTCOMES.reduce((sum, outcome) => sum + span[outcome], 0));
  const most = Math.max(0, ...totals);
  const stacks = spans.map((span, n) => {
    const total = totals[n] ?? 0;
    return { start: span.start, total, x: n * WIDTH, parts: most === 0 ? [] : partsOf(span, height / most, height) };
  });
  return { stacks, most };
}

function partsOf(span: Span, scale: number, height: number): Stack["parts"] {
  let top = height;
  return OUTCOMES.filter((outcome) => span[outcome] > 0).map((outcome) => {
    const tall = Math.max(span[outcome] * scale, LOWEST);
    top -= tall;
    return { outcome, y: Math.max(top, 0), height: tall };
  });
}

/** How a period is cut up: a day into hours, everything else into days. */
export function spansOf(period: "today" | "week" | "month" | "all"): { step: Shape["HistoryStep"]; spans: number } {
  const days = { week: 7, month: 30, all: 90 };
  return period === "today" ? { step: "hour", spans: 24 } : { step: "day", spans: days[period] };
}
