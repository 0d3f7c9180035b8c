import type { Shape } from "@/api/client";

export type SheetRow = Shape["SheetRow"];
export type Note = Required<Shape["Annotation"]>;

/** Owners and comments that are typed and not stored yet, by target. */
export type Edits = Readonly<Record<string, Note>>;

export const noteOf = ({ target, owner, comment }: SheetRow): Note => ({
  target,
  owner: owner ?? "",
  comment: comment ?? "",
});

/** The edits with one more; one that says what is stored already is none. */
export function edit(edits: Edits, row: SheetRow, change: Partial<Note>): Edits {
  const { [row.target]: before, ...others } = edits;
  const note = { ...noteOf(row), ...before, ...change };
  const stored = noteOf(row);
  if (note.owner === stored.owner && note.comment === stored.comment) return others;
  return { ...others, [row.target]: note };
}

/** All annotations of a mapping as they shall be: those that are stored, with the edits in their places. */
export function notesOf(rows: readonly SheetRow[], edits: Edits): Note[] {
  const known = new Set(rows.map(({ target }) => target));
  const added = Object.values(edits).filter(({ target }) => !known.has(target));
  return [...rows.map((row) => edits[row.target] ?? noteOf(row)), ...added].filter(
    ({ owner, comment }) => owner || comment,
  );
}

/** What came back in a sheet, as edits. */
export function editsOf(changes: readonly Shape["AnnotationChange"][]): Edits {
  return Object.fromEntries(
    changes.map(({ now }) => [now.target, { target: now.target, owner: now.owner ?? "", comment: now.comment ?? "" }]),
  );
}
