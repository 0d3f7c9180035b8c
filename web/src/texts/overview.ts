export const overview = {
  title: "All projects",
  lead: "How things stand in every environment that you may see.",
  period: "Received",
  periods: { "1": "Today", "7": "Last 7 days", "30": "Last 30 days" },
  empty: {
    title: "No project yet",
    text: "This token can see no project. Make one with the API, or push a project folder with `crossdock push`.",
  },
  live: "real orders",
  freshness: "Last record",
  silent: "Nothing received in this time",
  holds: "Exceptions",
  noHolds: "Nobody has to do anything.",
  owner: (owner: string, records: number) =>
    `${owner}: ${records === 1 ? "1 record" : `${records} records`}, oldest held`,
  polls: "Read from lists",
  readUntil: (flow: string, resource: string) => `${flow} (${resource.replaceAll("_", " ")}) is as of`,
  failing: (failures: number) => (failures === 1 ? "the last run failed" : `the last ${failures} runs failed`),
  halted: "Not running",
  stopped: (flow: string) => `${flow} was stopped: its credentials are refused`,
  paused: (flow: string, by: string, reason: string) => `${flow} is paused by ${by}: ${reason}`,
  alerts: (count: number) => (count === 1 ? "1 open alert" : `${count} open alerts`),
  expiring: "Tokens that soon end",
  expires: (name: string, project: string | null) =>
    `${name}, ${project ? `of ${project}` : "of the whole deployment"}, ends`,
};
