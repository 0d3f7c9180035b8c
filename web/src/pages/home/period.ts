import { dayBefore } from "@/format/time";

export const PERIODS = ["today", "week", "month", "all"] as const;
export type Period = (typeof PERIODS)[number];

const DAYS: Record<Period, number | null> = { today: 0, week: 6, month: 29, all: null };

/** The period that an address names, or a week. */
export function periodOf(text: string | null): Period {
  return PERIODS.find((period) => period === text) ?? "week";
}

/** The first day of a period, as the API takes it; none for all of time. */
export function firstDayOf(period: Period): { first_day?: string } {
  const days = DAYS[period];
  return days === null ? {} : { first_day: dayBefore(days) };
}
