// The days on which credentials expire, as they stand today.
const DAY_MS = 86_400_000;
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** From so many days before on it is worth saying. */
export const SOON_DAYS = 30;

/** Whole days from today (UTC, as the API counts them) to a day; 0 and less: it has come. */
export const daysUntil = (day: string, now = new Date()): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`)) / DAY_MS);

/** '18 Nov 2026'. */
export const dayText = (day: string): string => DAY.format(new Date(`${day}T00:00:00Z`));

export interface Credential {
  secret: string;
  on: string;
}

/** Of a connection's secrets those that expire soon or did, soonest first. */
export function expiringSoon(expiries: Readonly<Record<string, { on: string }>> = {}, now = new Date()): Credential[] {
  return Object.entries(expiries)
    .map(([secret, { on }]) => ({ secret, on }))
    .filter(({ on }) => daysUntil(on, now) <= SOON_DAYS)
    .sort((one, other) => one.on.localeCompare(other.on) || one.secret.localeCompare(other.secret));
}
