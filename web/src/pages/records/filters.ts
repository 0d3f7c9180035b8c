import type { operations } from "@/api/schema";

type Query = NonNullable<operations["listRecords"]["parameters"]["query"]>;

export type Filters = Omit<Query, "cursor" | "limit">;
export const STATES = ["in-flight", "delivered", "held", "filtered", "failed"] as const;
export const FILTERS = ["flow", "state", "code", "key", "first_day", "last_day"] as const;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filters in an address; what no filter can be is left out. */
export function readFilters(search: URLSearchParams): Filters {
  const given = Object.fromEntries(FILTERS.map((name) => [name, search.get(name)?.trim() || undefined]));
  const { flow, code, key } = given;
  const state = STATES.find((known) => known === given.state);
  const filters = { flow, state, code, key, first_day: dayOf(given.first_day), last_day: dayOf(given.last_day) };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

/** The filters as they stand in the address. */
export function writeFilters(filters: Filters): URLSearchParams {
  const entries = FILTERS.map((name) => [name, filters[name]] as const);
  return new URLSearchParams(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function dayOf(text: string | undefined): string | undefined {
  return text && DAY.test(text) ? text : undefined;
}
