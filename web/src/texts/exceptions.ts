export const exceptions = {
  title: "Exceptions",
  lead: "Records that wait for a person, oldest first.",
  empty: {
    title: "Nobody has to do anything",
    text: "No record is held in this environment. What comes to be held will appear here by itself.",
  },
  misses: {
    title: "Missing lookup rows",
    lead: "Adding a row lets every record go on that waits for it.",
    table: "Lookup",
    key: "Missing key",
    records: "Records waiting",
    since: "Since",
    add: "Add row",
    addTitle: (table: string) => `Add a row to ${table}`,
    addText: (records: number) =>
      records === 1
        ? "One record waits for it and goes on at once."
        : `${records} records wait for it and go on at once.`,
  },
  groups: {
    title: "By cause",
    count: (count: number) => (count === 1 ? "1 record" : `${count} records`),
    oldest: "oldest",
    owner: (owners: string) => `for ${owners}`,
    releaseAll: (count: number) => `Release all ${count}`,
    releaseAllTitle: (code: string) => `Release everything held as ${code}?`,
    releaseAllText: "Each of them is gone through once more, in all flows. What still cannot go on is held again.",
    capped: "There are more; these are the oldest ones.",
  },
  columns: { key: "Number", flow: "Flow", message: "What is wrong", since: "Held", waiting: "Waiting behind it" },
  released: (count: number) => (count === 1 ? "1 record goes on." : `${count} records go on.`),
  playbook: "What to do",
  noPlaybook: (code: string) =>
    `The project has no playbook for ${code}. Write playbooks/${code}.md in the project folder, and it stands here.`,
  one: (key: string) => `Exception ${key}`,
  gone: {
    title: "This record is not held any more",
    text: "Somebody let it go on, or a new lookup row did. Look at the record for what became of it.",
    open: "Open the record",
  },
  remedy: "Remedy",
  problems: {
    title: "What is wrong",
    place: "Place",
    message: "Problem",
    remedy: "Remedy",
    text: "the mapping's text",
  },
  facts: {
    code: "Code",
    owner: "Owner",
    flow: "Flow",
    since: "Held since",
    attempts: "Attempts",
    waiting: "Later records of this order that wait for it",
  },
  release: {
    action: "Release",
    title: "Release this record?",
    text: "It is gone through once more as it is. Do what the playbook says first, or it will be held again.",
  },
  skip: {
    action: "Skip",
    title: "Skip this record?",
    text: "It ends here and is never written to the target; it counts as filtered, with your reason. This cannot be undone.",
  },
  edit: {
    action: "Edit and retry",
    title: "Correct the payload",
    text: "It goes on with what you write here; the original is kept. The reading and the change stand in the audit log.",
    payload: "Payload",
    broken: "This is not JSON yet.",
    confirm: "Save and retry",
    unreadable: "The original is not JSON. Write what it should have been.",
  },
};
