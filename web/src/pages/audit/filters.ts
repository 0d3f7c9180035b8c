import type { operations } from "@/api/schema";

type Query = NonNullable<operations["listProjectAudit"]["parameters"]["query"]>;

export type Filters = Omit<Query, "cursor" | "limit">;
export const FILTERS = ["actor", "action", "first_day", "last_day"] as const;

const FITS = {
  actor: /^.{1,100}$/,
  action: /^[a-z-]+(\.[a-z-]+)?$/,
  first_day: /^\d{4}-\d{2}-\d{2}$/,
  last_day: /^\d{4}-\d{2}-\d{2}$/,
};

/** The filters in an address; what no filter can be is left out. */
export function readFilters(search: URLSearchParams): Filters {
  const given = FILTERS.map((name) => [name, search.get(name)?.trim() ?? ""] as const);
  return Object.fromEntries(given.filter(([name, value]) => FITS[name].test(value)));
}

/** An address with a filter set, or taken away. */
export function withFilter(search: URLSearchParams, name: (typeof FILTERS)[number], value: string): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}
