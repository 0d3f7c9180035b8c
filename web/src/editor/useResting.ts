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
  /** Whether that is the text as it stands: no key since. */
  isPresent: boolean;
  change(text: string): void;
}

export function useResting(initial: string): Resting {
  const [text, setText] = useState(initial);
  const [rested, setRested] = useState(initial);
  const [isPresent, setPresent] = useState(true);
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => () => timers.current.forEach(clearTimeout), []);

  return useMemo(() => {
    const change = (now: string) => {
      timers.current.forEach(clearTimeout);
      setPresent(false);
      const rest = () => {
        setText(now);
        setPresent(true);
      };
      timers.current = [setTimeout(rest, PAUSE_MS), setTimeout(() => setRested(now), LONG_PAUSE_MS)];
    };
    return { text, rested, isPresent, change };
  }, [text, rested, isPresent]);
}
