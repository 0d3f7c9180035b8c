import type { Shape } from "@/api/client";

export const OUTCOMES = ["delivered", "held", "filtered", "failed", "in_flight"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The colour of each outcome, wherever it is shown. */
export const COLOURS: Record<Outcome, string> = {
  delivered: "teal",
  held: "orange",
  filtered: "gray",
  failed: "red",
  in_flight: "blue",
};

export interface Part {
  outcome: Outcome;
  count: number;
  /** Of everything received, from 0 to 100. What is there at all is never too thin to be seen. */
  percent: number;
}

const THINNEST = 1.5;

/** The parts of the equation that are not nothing, for a bar. */
export function partsOf(counts: Pick<Shape["Counts"], Outcome>): Part[] {
  const total = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  const parts = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  const widths = parts.map((outcome) => Math.max((counts[outcome] / total) * 100, THINNEST));
  const all = widths.reduce((sum, width) => sum + width, 0);
  return parts.map((outcome, n) => ({ outcome, count: counts[outcome], percent: ((widths[n] ?? 0) / all) * 100 }));
}

/** Whether the numbers are an equation, and the journal tells the same. */
export function holdsTrue(counts: Pick<Shape["Counts"], Outcome | "received" | "journal_agrees">): boolean {
  const sum = OUTCOMES.reduce((total, outcome) => total + counts[outcome], 0);
  return counts.journal_agrees && sum === counts.received;
}
