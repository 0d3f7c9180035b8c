const many = (count: number, one: string, several: string) => `${count} ${count === 1 ? one : several}`;

export const texts = {
  lead: (version: number | null | undefined, example: string) =>
    `${version ? `Of version ${version}` : "Of your draft"}${example ? `; examples are what ${example} gives` : ""}. The rules stand in the text alone; owners and comments are kept beside it.`,
  target: "Target field",
  source: "Source",
  rule: "Rule",
  example: "Example",
  owner: "Owner",
  comment: "Comment",
  ownerOf: (target: string) => `Owner of ${target}`,
  commentOf: (target: string) => `Comment on ${target}`,
  unmapped: "The text does not fill it.",
  csv: "Get as CSV",
  xlsx: "Get as workbook",
  upload: "Bring a sheet back",
  save: (count: number) => `Store ${many(count, "change", "changes")}`,
  discard: "Leave them",
  unsaved: (count: number) => `${many(count, "field", "fields")} with another owner or comment, not stored yet.`,
  stored: "Stored.",
  stale:
    "Somebody else changed owners or comments meanwhile. Yours are still here, beside theirs: look, and store again.",
  returned: {
    title: (file: string) => `What is different in ${file}`,
    nothing: "Nothing: it says what the studio says.",
    notes: (count: number) =>
      `${many(count, "owner or comment is another one", "owners or comments are others")}. They are filled in below; store them, or leave them.`,
    rules: (count: number) =>
      `${many(count, "rule is another one", "rules are others")}. Each is shown beside its field; take over those you want.`,
    close: "Close",
  },
  suggestion: {
    title: "The sheet says",
    source: "Source",
    rule: "Rule",
    expression: "Would be filled with",
    byHand: "What is meant cannot be read for sure. Write it in the editor.",
    accept: "Take over into my draft",
    leave: "Leave it",
    editor: "Open the editor",
    taken: (target: string) => `${target} was changed in your draft.`,
    stale: "Your draft was changed elsewhere meanwhile. Try it again.",
  },
  empty: { title: "No field yet", text: "Write the mapping in the editor: its fields then stand here." },
};
