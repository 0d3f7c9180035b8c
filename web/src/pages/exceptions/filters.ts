import type { operations } from "@/api/schema";

type Query = NonNullable<operations["listHolds"]["parameters"]["query"]>;

export const AGES = { hour: 3_600, day: 86_400, week: 604_800 } as const;
export type Age = keyof typeof AGES;
export const RESTS = ["awake", "snoozed", "any"] as const;

export interface Filters {
  flow?: string;
  code?: string;
  owner?: string;
  /** '' is nobody. */
  assignee?: string;
  /** Held for at least so long. */
  age?: Age;
  rest: (typeof RESTS)[number];
}

const NAMED = ["flow", "code", "owner"] as const;

/** The filters in an address; what was put off is left out unless it is asked for. */
export function readFilters(search: URLSearchParams): Filters {
  const filters: Filters = { rest: RESTS.find((rest) => rest === search.get("rest")) ?? "awake" };
  for (const name of NAMED) {
    const value = search.get(name)?.trim();
    if (value) filters[name] = value;
  }
  const assignee = search.get("assignee");
  if (assignee !== null) filters.assignee = assignee.trim();
  const age = search.get("age");
  if (age !== null && age in AGES) filters.age = age as Age;
  return filters;
}

/** The filters as they stand in the address. */
export function writeFilters({ rest, ...filters }: Filters): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined && (value !== "" || name === "assignee")) search.set(name, value);
  }
  if (rest !== "awake") search.set("rest", rest);
  return search;
}

/** The filters as the API takes them at a time. A full minute: a question that changes with each second is never answered from memory. */
export function queryOf({ age, ...filters }: Filters, now = new Date()): Query {
  if (!age) return filters;
  const minute = Math.floor(now.getTime() / 60_000) * 60_000;
  return { ...filters, held_before: new Date(minute - AGES[age] * 1000).toISOString() };
}
