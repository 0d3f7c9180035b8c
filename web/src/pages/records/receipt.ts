import { isEmpty } from "@/format/empty";

/** What a platform said of what it carried out, a line for each name and each detail; what is empty is left out. */
export function saidIn({ id, identities, details, ...rest }: Readonly<Record<string, unknown>>): string[] {
  const names = namesOf(identities);
  const known = names.some(({ value }) => value === id);
  return [
    ...(known || !id ? [] : [String(id)]),
    ...names.map(({ kind, value }) => `${kind} ${value}`),
    ...[...entriesOf(details), ...Object.entries(rest)]
      .filter(([, value]) => !isEmpty(value))
      .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`),
  ];
}

const namesOf = (identities: unknown): { kind: string; value: string }[] =>
  (Array.isArray(identities) ? identities : []).map(([kind, value]) => ({ kind: String(kind), value: String(value) }));

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null ? Object.entries(value) : [];
