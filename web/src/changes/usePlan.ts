import { useEffect, useState } from "react";
import { makePlan, type Plan, type PlanAsked } from "./plan";

interface Known {
  /** What is known so far; null before anything is. */
  plan: Plan | null;
  error: unknown;
}

const NOTHING: Known = { plan: null, error: null };

/** A plan while it is made; null asks for none. Whoever leaves the page, or asks for another, stops it. */
export function usePlan(project: string, asked: PlanAsked | null): Known {
  const [known, setKnown] = useState<Known>(NOTHING);
  const question = JSON.stringify(asked);
  useEffect(() => {
    const wanted = JSON.parse(question) as PlanAsked | null;
    setKnown(NOTHING);
    if (!wanted) return;
    const stop = new AbortController();
    makePlan(project, wanted, (plan) => setKnown({ plan, error: null }), stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) setKnown(({ plan }) => ({ plan, error }));
    });
    return () => stop.abort();
  }, [project, question]);
  return known;
}
