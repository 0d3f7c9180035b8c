export const connections = {
  title: "Connections",
  lead: "Connectors with the settings and credentials of this client, in this environment.",
  empty: {
    title: "No connection yet",
    text: "A flow needs one where its messages come from and one where they go. Choose a connector to make the first.",
  },
  columns: {
    name: "Connection",
    connector: "Platform",
    state: "State",
    used: "Used by",
    expires: "Expires",
    changed: "Changed",
  },
  unused: "no flow",
  create: "New connection",
  createTitle: (connector: string) => `New connection to ${connector}`,
  name: "Name",
  nameHint: "Flows find it by this name in every environment: 'shop', 'warehouse'. Lower case, digits and hyphens.",
  settings: "Settings",
  save: "Save",
  saved: (name: string) => `${name} is saved.`,
  secretSet: "Set. It is never shown again; type to replace it.",
  secretUnset: "Not set.",
  removeSecret: "Remove it when saved",
  mayNot: "Only administrators may change it.",
  test: "Test connection",
  testing: "Reads the first page of a list; nothing is written.",
  works: "It works",
  fails: "It does not work",
  usage: "Used by flows",
  asSource: "comes from here",
  asTarget: "goes here",
  delete: "Delete",
  deleteTitle: (name: string) => `Delete the connection ${name}?`,
  deleteText:
    "Its secrets are gone for good. Flows that use it here cannot write until there is one of its name again.",
  deleted: (name: string) => `${name} is deleted.`,
  standing: {
    title: "Whether it runs",
    status: { running: "running", draining: "draining", paused: "paused" },
    by: (who: string, reason: string) => `${who}: ${reason}`,
    since: "since",
    paused: "Nothing is written to it and no list is read from it. Its webhooks are taken in, and what comes waits.",
    draining: (left: number) =>
      left === 1
        ? "1 write or poll that was begun comes to its end; then it is paused."
        : `${left} writes and polls that were begun come to their end; then it is paused.`,
    switches: {
      pause: {
        do: "Pause",
        title: (name: string) => `Pause the connection ${name}?`,
        text: "Nothing is written to it and no list is read from it, by any flow. Its webhooks are taken in, and what comes waits.",
        done: (name: string) => `${name} is paused.`,
      },
      drain: {
        do: "Drain",
        title: (name: string) => `Drain the connection ${name}?`,
        text: "Writes and polls that were begun come to their end, and nothing else is begun. Then it is paused.",
        done: (name: string) => `${name} drains.`,
      },
      resume: {
        do: "Resume",
        title: (name: string) => `Resume the connection ${name}?`,
        text: "What waited for it goes on now. Flows that were paused themselves stay so.",
        done: (name: string) => `${name} goes on.`,
      },
    },
  },
  calls: {
    title: "Calls",
    ofLimit: (calls: number, allowed: number) =>
      `${calls.toLocaleString("en-GB")} in the last hour, of ${allowed.toLocaleString("en-GB")} that the platform allows`,
    unlimited: (calls: number) => `${calls.toLocaleString("en-GB")} in the last hour; its connector names no limit`,
    share: (percent: number) => `${percent} per cent of what is allowed in an hour`,
    day: (calls: number) => `${calls.toLocaleString("en-GB")} in the last day.`,
    planned: (calls: number) => `Schedules plan ${calls.toLocaleString("en-GB")} an hour.`,
    columns: { flow: "Flow", purpose: "For", hour: "Last hour", day: "Last day" },
    purposes: { write: "writes", poll: "polls" },
  },
  expiry: {
    title: "Credentials that expire",
    field: (secret: string) => `${secret} expires on`,
    toldBy: (who: string) => (who === "platform" ? "As the platform told." : `As ${who} told.`),
    told: (secret: string, days: number) => {
      if (days < 0) return `${secret} expired ${days === -1 ? "yesterday" : `${-days} days ago`}`;
      if (days === 0) return `${secret} expires today`;
      return `${secret} expires ${days === 1 ? "tomorrow" : `in ${days} days`}`;
    },
  },
  one: "one",
  list: "One on each line.",
};

export const connectors = {
  title: "Connectors",
  lead: "The platforms that this deployment can speak to, and what can be read, written and listened to.",
  plugin: "Comes with",
  connect: "Connect",
  details: "Details",
  reads: "Messages",
  writes: "Writes",
  webhooks: "Webhooks",
  settings: "Settings",
  none: "none",
  columns: { name: "Name", title: "Title", what: "What it is" },
  repeats: {
    found: "after an interruption it looks whether the write arrived",
    refused: "the platform refuses a second one",
    harmless: "sending it twice changes nothing",
    header: "the platform knows a repeat by its key",
    never: "after an interruption a person must look",
  } as Partial<Record<string, string>>,
  sample: (name: string) => `Sample ${name}`,
  secret: "secret",
  optional: "optional",
};

export const functions = {
  title: "Functions",
  lead: "What mappings may call besides JSONata's own functions. Every example can be tried and changed.",
  signature: "Signature",
  plugin: "Comes with",
  examples: "Examples",
  input: "Input",
  expression: "Expression",
  gives: "gives",
  run: "Run",
  result: "Result",
  nothing: "nothing",
  needsMapping: "Examples run within a mapping, and this project has none yet.",
  needsRight: "Your role may read the examples, not run them.",
  lookups: (names: string) => `Uses the lookup ${names}; running it needs one of that name in this project.`,
  empty: { title: "No function", text: "No plugin that is installed brings one." },
};
