const many = (count: number) => (count === 1 ? "1 record" : `${count.toLocaleString("en-GB")} records`);

export const texts = {
  act: "Change a value …",
  title: (count: number) => `Change a value of ${many(count)}`,
  lead: "The same change for each of them. Nothing else of a message is touched, the original is kept, and each goes on with it.",
  place: "Field",
  placeHint: "Choose one of the first record's, or write its JSON pointer; a new name adds a field.",
  value: "Shall be",
  kind: "As",
  kinds: { text: "Text", json: "JSON" },
  broken: "This is not JSON yet.",
  preview: "See what changes",
  seen: (changes: number, all: number) => `Changes ${changes.toLocaleString("en-GB")} of ${many(all)}.`,
  columns: { key: "Number", was: "Is", now: "Shall be" },
  absent: "nothing",
  same: "is so already; stays as it is",
  more: (count: number) => `and ${many(count)} more`,
  left: "Those that do not change stay held as they are.",
  apply: (count: number) => `Change ${many(count)}`,
  progress: (done: number, all: number) => `${done} of ${all}`,
  did: (count: number) => `${many(count)} changed; ${count === 1 ? "it goes" : "they go"} on.`,
  failed: (count: number) => `${many(count)} could not be changed and ${count === 1 ? "stays" : "stay"} held:`,
};
