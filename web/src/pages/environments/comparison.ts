import type { Shape } from "@/api/client";

export type Connection = Pick<Shape["Connection"], "name" | "connector" | "settings" | "secrets_set" | "updated_at">;

/** One thing that two environments have differently; null: it is not there. */
export interface Difference {
  kind: "connector" | "setting" | "secret";
  name: string;
  left: string | null;
  right: string | null;
}

/** A connection as two environments have it. */
export interface Pair {
  name: string;
  left: Connection | null;
  right: Connection | null;
  /** Of what both have. Secrets are compared by whether they are set: nobody may see more. */
  differences: readonly Difference[];
}

/** The connections of two environments, by name. */
export function pairsOf(left: readonly Connection[], right: readonly Connection[]): Pair[] {
  const names = [...new Set([...left, ...right].map(({ name }) => name))].sort();
  return names.map((name) => {
    const [one, other] = [left, right].map((side) => side.find((connection) => connection.name === name) ?? null);
    return {
      name,
      left: one ?? null,
      right: other ?? null,
      differences: one && other ? differencesOf(one, other) : [],
    };
  });
}

function differencesOf(left: Connection, right: Connection): Difference[] {
  const settings = namesIn(Object.keys(left.settings), Object.keys(right.settings)).map((name) => ({
    kind: "setting" as const,
    name,
    left: shown(left.settings[name]),
    right: shown(right.settings[name]),
  }));
  const secrets = namesIn(left.secrets_set, right.secrets_set).map((name) => ({
    kind: "secret" as const,
    name,
    left: left.secrets_set.includes(name) ? name : null,
    right: right.secrets_set.includes(name) ? name : null,
  }));
  const connector = { kind: "connector" as const, name: "", left: left.connector, right: right.connector };
  return [connector, ...settings, ...secrets].filter((each) => each.left !== each.right);
}

const namesIn = (one: readonly string[], other: readonly string[]): string[] => [...new Set([...one, ...other])].sort();

/** A setting for reading; whatever is not a text as JSON, its keys in order so that equal ones look equal. */
function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(ordered(value));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, ordered(inner)]));
}
