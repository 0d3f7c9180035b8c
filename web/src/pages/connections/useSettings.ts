import { useMemo, useState } from "react";
import { bodyOf, fieldsOf, type Values, valuesOf } from "@/pages/connections/settings";

export type Settings = ReturnType<typeof useSettings>;

/** The state of a form for settings: what `SettingsFields` takes, and what the API is sent. */
export function useSettings(schema: Record<string, unknown>, settings: Record<string, unknown>) {
  const fields = useMemo(() => fieldsOf(schema), [schema]);
  const [values, setValues] = useState<Values>(() => valuesOf(fields, settings));
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  return {
    body: () => bodyOf(fields, values, gone),
    /** Puts in several values at once. */
    fill: (given: Values) => setValues((before) => ({ ...before, ...given })),
    props: {
      fields,
      values,
      gone,
      onChange: (name: string, value: string) => setValues((before) => ({ ...before, [name]: value })),
      onGone: (name: string, goes: boolean) =>
        setGone((before) => new Set(goes ? [...before, name] : [...before].filter((other) => other !== name))),
    },
  };
}
