export const SNOOZES = ["hour", "tomorrow", "monday"] as const;
export type Snooze = (typeof SNOOZES)[number];

const MORNING = 9;

/** Until when something rests, in the reader's zone: an hour, the next morning, the next Monday's morning. */
export function untilOf(snooze: Snooze, now = new Date()): Date {
  if (snooze === "hour") return new Date(now.getTime() + 3_600_000);
  const days = snooze === "tomorrow" ? 1 : (8 - now.getDay()) % 7 || 7;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
}
