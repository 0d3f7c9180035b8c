export const lookups = {
  title: "Lookups",
  lead: "Which value of ours is which value of theirs.",
  empty: {
    title: "No lookup yet",
    text: "A lookup is a table that mappings read with $xref. Put one into the project folder (lookups/name.csv and name.yaml) and push it, or create it with the API.",
  },
  columns: {
    name: "Name",
    owner: "Owner",
    miss: "When a row is missing",
    rows: "Rows",
    missing: "Held records wait for",
    updated: "Changed",
    actions: "",
  },
  policies: {
    hold: "the record is held",
    default: "the default is used",
    "pass-through": "the key itself is used",
    fail: "the mapping fails",
  },
  noRows: { title: "No row yet", text: "Add the first one, or paste rows from a spreadsheet or a CSV." },
  filter: "Find a row",
  nothingFits: "No row fits.",
  uses: {
    column: "Last used",
    never: "never, stands so since",
    filter: "Rows by use",
    unused: (days: number) => (days === 0 ? "All rows" : `Used by no record within ${days} days`),
    notedSince: "Which rows records use is noted since",
    before: "A row that was used before that, and not since, is listed, too.",
  },
  add: "Add row",
  change: "Change",
  delete: "Delete",
  addTitle: (lookup: string) => `Add a row to ${lookup}`,
  changeTitle: (lookup: string) => `Change a row of ${lookup}`,
  deleteTitle: "Delete this row?",
  deleteText:
    "Records that need it will be treated as the lookup's policy says. Older revisions of the lookup keep it.",
  csv: "Download CSV",
  gridLabel: (lookup: string) => `Rows of ${lookup}`,
  gridHint: "Enter edits a value, Delete takes a row away, Ctrl+V pastes rows from a spreadsheet.",
  undo: "Undo",
  undone: "Undone: the rows are as they were before.",
  undoReason: (revision: number) => `Undone: back to revision ${revision}.`,
  paste: {
    open: "Paste or import rows",
    title: (lookup: string) => `Rows for ${lookup}`,
    label: "Rows",
    hint: (columns: readonly string[]) =>
      `Copied from a spreadsheet, or a CSV. A header row with ${columns.join(", ")} puts the columns in order; without one they stand in this order.`,
    file: "Choose a file",
    replace: "Delete all rows that are not among them",
    preview: "What would change",
    columns: { change: "", key: "Key", now: "Values", before: "Before, or why it is refused" },
    changes: { added: "added", changed: "changed", same: "as it is", refused: "refused" },
    counts: {
      added: (count: number) => `${count} added`,
      changed: (count: number) => `${count} changed`,
      same: (count: number) => `${count} as they are`,
      refused: (count: number) => `${count} refused`,
    },
    gone: (count: number) => `${count} deleted`,
    more: (count: number) => `and ${count} more`,
    save: (count: number) => (count === 1 ? "Save 1 change" : `Save ${count} changes`),
  },
  misses: {
    title: "Held records wait for these rows",
    waiting: (records: number) =>
      records === 1 ? "1 record waits, since" : `${records} records wait, the first since`,
  },
  usage: {
    title: "Where it is used",
    nowhere: "No version that is live or the latest asks it, and no guard.",
    standing: (version: number, latest: boolean, environments: readonly string[]) =>
      [`v${version}`, latest ? "latest" : "", environments.length > 0 ? `live in ${environments.join(", ")}` : ""]
        .filter(Boolean)
        .join(", "),
    guard: (guard: string, flow: string) => `guard ${guard} of flow ${flow}`,
  },
  missing: (rows: number) => (rows === 1 ? "1 row" : `${rows} rows`),
  keyOf: (column: string) => `${column} (key)`,
  by: (who: string) => `by ${who}`,
  saved: (released: number) =>
    released === 0
      ? "Saved."
      : released === 1
        ? "Saved; 1 held record goes on."
        : `Saved; ${released} held records go on.`,
};
