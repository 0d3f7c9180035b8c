const HOUR = new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });

export const flows = {
  title: "Flows",
  lead: "Nothing vanishes: whatever was received is in one of five places.",
  period: "Received",
  periods: { today: "Today", week: "Last 7 days", month: "Last 30 days", all: "Ever" },
  empty: {
    title: "No flow yet",
    text: "A flow takes messages from one connection, maps them, and writes them to another. Push a project folder that has one (crossdock push), or create it with the API.",
  },
  outcomes: { delivered: "delivered", held: "held", filtered: "filtered", failed: "failed", in_flight: "in flight" },
  received: "received",
  nothing: "Nothing was received in this time.",
  disagrees:
    "The journal does not tell these numbers. Do not rely on them: look at `crossdock doctor` and at the server's log.",
  deliveries: (total: number, duplicates: number, rejected: number) =>
    `${total} deliveries; ${duplicates} duplicates and ${rejected} rejected among them`,
  path: (from: string, webhook: string, mapping: string, to: string, operation: string) =>
    `${webhook} of ${from}, by ${mapping}, to ${operation} of ${to}`,
  history: {
    label: (flow: string) => `What ${flow} received over time`,
    when: "Received",
    start: (start: string, step: "hour" | "day") => (step === "hour" ? HOUR : DAY).format(new Date(start)),
    most: (most: number, step: "hour" | "day") => `at most ${most.toLocaleString("en-GB")} in one ${step}`,
    now: (step: "hour" | "day") => (step === "hour" ? "this hour" : "today"),
    tip: (start: string, step: "hour" | "day", total: number) =>
      `${(step === "hour" ? HOUR : DAY).format(new Date(start))}: ${total.toLocaleString("en-GB")} received`,
  },
  freshness: "Last record",
  silent: "Never received a record",
  nextPoll: "Next poll",
  polling: "Being polled now",
  pollFailing: (failures: number) => (failures === 1 ? "the last poll failed" : `the last ${failures} polls failed`),
  readUntil: "read until",
  didPause: (flow: string) => `${flow} is paused.`,
  didResume: (flow: string) => `${flow} goes on.`,
  undoReason: "Taken back.",
  owner: (owner: string) => `Held records go to: ${owner}`,
  status: { running: "running", draining: "draining", paused: "paused", stopped: "stopped" },
  stoppedHint: "The target refuses our credentials. Mend the connection, then resume; nothing is lost meanwhile.",
  pausedBy: (who: string, reason: string) => `${who}: ${reason}`,
  pause: "Pause",
  resume: "Resume",
  pauseTitle: (flow: string) => `Pause ${flow}?`,
  pauseText: "Messages go on being taken in and wait. Nothing is written to the target until it is resumed.",
  resumeTitle: (flow: string) => `Resume ${flow}?`,
  resumeText: "What waited meanwhile is written to the target now.",
};
