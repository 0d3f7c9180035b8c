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
    updated: "Changed",
    actions: "",
  },
  policies: {
    hold: "the record is held",
    default: "the default is used",
    "pass-through": "the key itself is used",
    fail: "the mapping fails",
  },
  noRows: { title: "No row yet", text: "Add the first one, or import a CSV with the API." },
  filter: "Find a row",
  nothingFits: "No row fits.",
  add: "Add row",
  change: "Change",
  delete: "Delete",
  addTitle: (lookup: string) => `Add a row to ${lookup}`,
  changeTitle: (lookup: string) => `Change a row of ${lookup}`,
  deleteTitle: "Delete this row?",
  deleteText:
    "Records that need it will be treated as the lookup's policy says. Older revisions of the lookup keep it.",
  csv: "Download CSV",
  keyOf: (column: string) => `${column} (key)`,
  by: (who: string) => `by ${who}`,
  saved: (released: number) =>
    released === 0
      ? "Saved."
      : released === 1
        ? "Saved; 1 held record goes on."
        : `Saved; ${released} held records go on.`,
};
