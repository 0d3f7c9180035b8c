import { useState } from "react";

type Days = Record<string, string>;
export type Expiries = ReturnType<typeof useExpiries>;

/** The days on which secrets expire, as a form has them: what is known, and what somebody entered. */
export function useExpiries(known: Readonly<Record<string, { on: string }>> = {}) {
  const [entered, setEntered] = useState<Days>({});
  return {
    enter: (secret: string, day: string) => setEntered((before) => ({ ...before, [secret]: day })),
    dayOf: (secret: string, replaced: boolean) => shownDay(known, entered, secret, replaced),
    body: () => expiresOn(entered),
  };
}

/** What stands in the field: a secret that is being replaced takes the day of the old one with it. */
export const shownDay = (
  known: Readonly<Record<string, { on: string }>>,
  entered: Days,
  secret: string,
  replaced: boolean,
): string => entered[secret] ?? (replaced ? "" : (known[secret]?.on ?? ""));

/** What the API is sent: only days that somebody entered; null where a day was cleared. */
export const expiresOn = (entered: Days): Record<string, string | null> =>
  Object.fromEntries(Object.entries(entered).map(([secret, day]) => [secret, day || null]));
