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
  owner: (owner: string) => `Held records go to: ${owner}`,
  status: { running: "running", paused: "paused", stopped: "stopped" },
  stoppedHint: "The target refuses our credentials. Mend the connection, then resume; nothing is lost meanwhile.",
  pausedBy: (who: string, reason: string) => `${who}: ${reason}`,
  pause: "Pause",
  resume: "Resume",
  pauseTitle: (flow: string) => `Pause ${flow}?`,
  pauseText: "Messages go on being taken in and wait. Nothing is written to the target until it is resumed.",
  resumeTitle: (flow: string) => `Resume ${flow}?`,
  resumeText: "What waited meanwhile is written to the target now.",
};
