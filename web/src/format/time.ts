// Times as people read them, in their own zone.
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
const AGO = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** '21 Nov 2026, 12:30:05'. */
export function moment(time: string): string {
  return MOMENT.format(new Date(time));
}

/** '3 minutes ago', as seen from `now`. */
export function ago(time: string, now = new Date()): string {
  const seconds = Math.round((new Date(time).getTime() - now.getTime()) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return AGO.format(Math.trunc(seconds / size), unit);
}

/** The day, as the API counts days (UTC), so many days before `now`. */
export function dayBefore(days: number, now = new Date()): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}
