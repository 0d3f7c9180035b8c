import { useEffect, useMemo, useRef, useState } from "react";

/** After so long without a key the server is asked; with its answer that stays below 200 ms. */
const PAUSE_MS = 60;
const LONG_PAUSE_MS = 1_000;

/** A text as it is when typing pauses; keys in between draw nothing anew. */
export interface Resting {
  /** After a short pause. */
  text: string;
  /** After a long one, for what takes its time. */
  rested: string;
  change(text: string): void;
}

export function useResting(initial: string): Resting {
  const [text, setText] = useState(initial);
  const [rested, setRested] = useState(initial);
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => () => timers.current.forEach(clearTimeout), []);

  return useMemo(() => {
    const change = (now: string) => {
      timers.current.forEach(clearTimeout);
      timers.current = [setTimeout(() => setText(now), PAUSE_MS), setTimeout(() => setRested(now), LONG_PAUSE_MS)];
    };
    return { text, rested, change };
  }, [text, rested]);
}
