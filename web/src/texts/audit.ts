export const audit = {
  title: "Audit log",
  lead: "Who did what, and when. Entries are never changed; a chain of seals shows it if one was.",
  columns: { at: "When", actor: "Who", action: "What", subject: "To what", details: "Details", seal: "Seal" },
  unsealed: "not yet",
  filters: {
    actor: "Who",
    action: "What",
    actionHint: "hold, version.publish",
    first_day: "From",
    last_day: "To",
    clear: "Clear",
  },
  empty: {
    title: "No entry fits",
    text: "Choose other filters. What was done to tokens of the whole deployment stands in its own log.",
  },
  verify: "Verify the chain",
  holds: (entries: number, seals: number) => `The chain holds: ${entries} entries under ${seals} seals.`,
  broken: "The chain is broken",
  brokenText: "Somebody changed or removed entries outside of Crossdock. Compare with a backup.",
};
