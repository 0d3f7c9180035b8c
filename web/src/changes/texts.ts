const many = (count: number, one: string, several: string) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : several}`;

export const texts = {
  before: (version: number | null | undefined) => (version ? `v${version}` : "Nothing"),
  skipped: (count: number) => `${many(count, "equal line", "equal lines")} not shown. Show them`,
  sameText: "The texts are the same.",
  sameFields: "Every target field is made as before.",
  untouched: (count: number) => `${many(count, "field is", "fields are")} made as before.`,
  kinds: { added: "new", removed: "gone", changed: "changed" },
  was: "Was",
  is: "Is",
  nothing: "nothing fills it",
  effect: (messages: number, of: number, records: boolean) =>
    `changes ${messages.toLocaleString("en-GB")} of ${records ? "the last " : ""}${many(of, records ? "record" : "fixture", records ? "records" : "fixtures")}`,
  alsoDiffer: "Also different, though no rule of their own changed",
  plan: {
    title: "What it does to what came in",
    progress: (done: number, of: number) => `${done} of ${many(of, "message", "messages")}`,
    none: "Nothing came in here yet, and the mapping has no fixture: there is nothing to try it on.",
    records: (count: number, environment: string) => `The last ${many(count, "record", "records")} of ${environment}`,
    fixtures: (count: number) => `Nothing came in yet: tried on ${many(count, "fixture", "fixtures")} instead`,
    cut: (done: number, of: number) => `It took long: ${done} of ${of} were compared.`,
    same: "come out the same",
    differing: "come out differently",
    newly_held: "would be held now",
    newly_mapped: "are mapped now, and were not",
    held: "are held as before",
  },
  examples: {
    title: "Before and after",
    lead: "The newest that do not come out the same.",
    none: "None of them comes out differently.",
    place: "Place",
    before: "Before",
    after: "After",
    held: (why: string) => `Held: ${why}`,
    nothing: "nothing",
    mapped: "mapped",
    more: (count: number) => `and ${many(count, "more place", "more places")}`,
  },
  history: {
    title: (environment: string) => `What was put live in ${environment}`,
    empty: "Nothing was put live here yet.",
    when: "When",
    who: "Who approved",
    mapping: "Mapping",
    what: "What",
    why: "Why",
    promoted: (version: number, before: number | null | undefined) =>
      before ? `v${before} to v${version}` : `v${version}, the first`,
    rolledBack: (version: number, before: number | null | undefined) => `back from v${before ?? ""} to v${version}`,
    more: "Only the newest are shown; the audit log has all.",
  },
  rollBack: {
    act: (environment: string) => `Roll back in ${environment}`,
    title: (environment: string) => `Roll back in ${environment}?`,
    text: (version: number, environment: string) =>
      `v${version} is taken back in ${environment}: what was live there before it is live again at once. Records that are on their way take it from then on.`,
    confirm: "Roll back",
  },
};
