// What a flow's definition says, in plain words. What stands at its default is left out of a definition.
import type { Shape } from "@/api/client";
import { texts } from "@/texts";

const words = texts.flow;
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** '15 minutes': the largest unit that leaves no rest. */
export function lengthOf(seconds: number): string {
  const whole = Math.round(seconds);
  const [unit, size] = UNITS.find(([, size]) => whole >= size && whole % size === 0) ?? ["second", 1];
  return words.lengths[unit](whole / size);
}

/** '15 minutes', 'one hour'. */
export function spanOf(seconds: number): string {
  const length = lengthOf(seconds);
  return /^\d/.test(length) ? length : words.one(length);
}

/** 'every 15 minutes, from 08:00 to 18:00 every 5 minutes'. */
export function scheduleOf({ every_seconds, cron, zone, peaks }: Partial<Shape["Schedule"]>): string {
  const usual = every_seconds ? words.every(lengthOf(every_seconds)) : words.cron(cron ?? "", zone ?? "UTC");
  const others = (peaks ?? []).map(({ starts, ends, every_seconds, days }) =>
    words.peak(starts, ends, lengthOf(every_seconds), words.on(days ?? [])),
  );
  return [usual, ...others].join(", ");
}

/** What starts a flow: a webhook, a list, or a webhook with a list that finds what it missed. */
export function triggersOf({ webhook, poll }: Pick<Shape["FlowSource"], "webhook" | "poll">): string[] {
  const listed = webhook ? words.swept : words.polled;
  return [
    ...(webhook ? [words.webhook(webhook)] : []),
    ...(poll ? [listed(poll.resource, scheduleOf(poll.schedule))] : []),
  ];
}

/** How what may pass later is tried again. */
export function retryOf({ first_seconds, ceiling_seconds, attempts, then }: Partial<Shape["Retry"]>): string {
  return words.retry(attempts ?? 12, spanOf(first_seconds ?? 5), spanOf(ceiling_seconds ?? 3600), then ?? "hold");
}

/** What a guard does with a record to which it applies; a plugin's says that itself. */
export function doesOf({ then, plugin, deadline_seconds }: Partial<Shape["Guard"]>): string {
  if (plugin || !then) return words.does.plugin(plugin ?? "");
  return doneBy(then, deadline_seconds);
}

/** All that a plugin's guard may do: 'holds it for a person, or ends it here, as filtered'. */
export function mayDo(actions: readonly Shape["GuardAction"][], deadline_seconds?: number): string {
  return actions.map((action) => doneBy(action, deadline_seconds)).join(words.or);
}

function doneBy(action: Shape["GuardAction"], deadline_seconds = 3600): string {
  return action === "wait" ? words.does.wait(spanOf(deadline_seconds)) : words.does[action];
}

/** 'total: source.total_price', one for each option that a flow gives a plugin's guard. */
export function optionsOf(options: Readonly<Record<string, unknown>> = {}): string[] {
  return Object.entries(options).map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
}
