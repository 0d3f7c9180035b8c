export const flow = {
  records: "Its records",
  exceptions: "Its exceptions",
  about: "What it does",
  facts: {
    trigger: "Starts with",
    source: "Comes from",
    mapping: "Is mapped by",
    live: "Live version",
    target: "Goes to",
    owner: "Held records go to",
  },
  webhook: (name: string) => `the webhook ${name}`,
  polled: (resource: string, schedule: string) => `the list '${resource.replaceAll("_", " ")}', read ${schedule}`,
  swept: (resource: string, schedule: string) =>
    `a sweep of '${resource.replaceAll("_", " ")}' ${schedule}, for webhooks that never came`,
  nothingLive: "none here: records are held until one is promoted",
  version: (number: number) => `v${number}`,
  policies: "Policies",
  order: {
    block: "While a record is held, later ones of the same order wait behind it.",
    supersede: "A newer record of the same object takes the place of one that waits.",
    yield: "While a record is held, later ones for the same target wait behind it; others of its order go on.",
  },
  retry: (attempts: number, first: string, ceiling: string, then: "hold" | "fail") =>
    `What may pass later is tried ${attempts} times in all: after ${first}, then ever later, at most ${ceiling} apart. Then it is ${
      then === "hold" ? "held for a person" : "given up as failed"
    }.`,
  guards: "Guards",
  noGuards: "No guard: whatever can be mapped is written.",
  guardColumns: { name: "Guard", does: "What it does", why: "Because", when: "When" },
  does: {
    hold: "holds it for a person",
    filter: "ends it here, as filtered",
    wait: (deadline: string) => `lets it wait, for ${deadline} at most`,
    plugin: (name: string) => `does what the plugin's guard '${name}' says`,
  },
  or: ", or ",
  ofPlugin: (name: string, plugin: string) => `'${name}' of ${plugin}`,
  notInstalled: "No installed plugin has this guard: the flow stops at its next record.",
  showWhen: "Show the conditions",
  hideWhen: "Hide the conditions",
  subscription: {
    title: "Webhook subscription",
    text: "Whether the platform sends its webhooks here is asked of the platform itself.",
    check: "Ask the platform",
    renew: "Subscribe here",
    states: {
      present: "The platform sends them here.",
      missing: "The platform does not send them here: nothing arrives but what a sweep finds.",
      elsewhere: "The platform sends them to this flow at another address.",
      created: "Subscribed: the platform sends them here from now on.",
      moved: "Moved: the platform sends them here from now on, and no longer to the other address.",
    },
    address: "This flow's address",
    topic: "Topic",
    others: "Also sent to",
  },
  polls: {
    title: "Polls",
    now: "Poll now",
    asked: (name: string) => `${name} is polled as soon as a worker is free.`,
    none: "No run yet.",
    missed: (count: number) =>
      count === 1
        ? "1 record of the last seven days was found by a sweep alone: its webhook never came."
        : `${count} records of the last seven days were found by sweeps alone: their webhooks never came.`,
    columns: {
      started: "Started",
      outcome: "Outcome",
      since: "Asked for changes since",
      read: "Read",
      received: "New",
      duplicates: "Known",
      error: "What went wrong",
    },
    outcomes: { running: "running", done: "done", failed: "failed", lost: "lost; begun anew" },
  },
  every: (length: string) => `every ${length}`,
  cron: (expression: string, zone: string) => `at ${expression} (cron, ${zone})`,
  peak: (starts: string, ends: string, length: string, days: string) =>
    `from ${starts} to ${ends}${days} every ${length}`,
  on: (days: readonly string[]) => (days.length > 0 ? ` on ${days.join(", ")}` : ""),
  one: (unit: string) => `one ${unit}`,
  lengths: {
    day: (count: number) => (count === 1 ? "day" : `${count} days`),
    hour: (count: number) => (count === 1 ? "hour" : `${count} hours`),
    minute: (count: number) => (count === 1 ? "minute" : `${count} minutes`),
    second: (count: number) => (count === 1 ? "second" : `${count} seconds`),
  },
};
