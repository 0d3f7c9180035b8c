const DAY_MS = 86_400_000;

/** What the filter for unused rows offers: days without a record that found the row; 0: all rows. */
export const UNUSED_DAYS = [0, 7, 30, 90, 365] as const;
export type UnusedDays = (typeof UNUSED_DAYS)[number];

/** As the address has it; what it does not offer is all rows. */
export const unusedDaysOf = (written: string | null): UnusedDays =>
  UNUSED_DAYS.find((days) => String(days) === written) ?? 0;

/** Whether uses were noted for as long as is asked about. */
export const isNotedLongEnough = (days: number, notedSince: string, now = new Date()): boolean =>
  new Date(notedSince).getTime() <= now.getTime() - days * DAY_MS;
