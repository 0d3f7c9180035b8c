// Two texts beside each other: which lines stand across from which, and which of their words are others.
import { diffIndices } from "node-diff3";

/** A stretch of a line; marked where the other side has something else. */
export interface Segment {
  text: string;
  marked: boolean;
}

/** One line of one side. */
export interface Line {
  /** From 1. */
  number: number;
  segments: readonly Segment[];
}

export type RowKind = "same" | "changed" | "added" | "removed";

/** What stands across from each other; null where one side has nothing there. */
export interface Row {
  kind: RowKind;
  before: Line | null;
  after: Line | null;
}

/** Rows that are shown, or how many equal ones are left out. */
export type Stretch = { kind: "rows"; rows: readonly Row[] } | { kind: "skipped"; rows: readonly Row[] };

/** Equal lines that are shown around a change. */
const AROUND = 3;
/** Below this share of equal characters a line is rather another one than a changed one. */
const ALIKE = 0.3;
/** Characters of a line whose words are looked at; nobody sees marks in longer ones. */
const LONGEST_MARKED = 2000;

/** Every line of both texts, in their order. */
export function sideBySide(before: string, after: string): Row[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const rows: Row[] = [];
  let [left, right] = [0, 0];
  for (const {
    buffer1: [from, removed],
    buffer2: [to, added],
  } of diffIndices(old, now)) {
    while (left < from) rows.push(sameRow(old, left++, right++));
    rows.push(...changedRows(old.slice(from, from + removed), now.slice(to, to + added), left, right));
    [left, right] = [from + removed, to + added];
  }
  while (left < old.length) rows.push(sameRow(old, left++, right++));
  return rows;
}

/** Equal lines far from any change are left out. */
export function folded(rows: readonly Row[]): Stretch[] {
  const near = rows.map((_, index) => rows.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(isChange));
  const stretches: { kind: Stretch["kind"]; rows: Row[] }[] = [];
  for (const [index, row] of rows.entries()) {
    const kind = near[index] ? "rows" : "skipped";
    const last = stretches.at(-1);
    if (last?.kind === kind) last.rows.push(row);
    else stretches.push({ kind, rows: [row] });
  }
  return stretches;
}

/** The words of two lines, each marked where the other line does not have it. */
export function markWords(before: string, after: string): [Segment[], Segment[]] {
  const old = wordsOf(before);
  const now = wordsOf(after);
  const marked = { old: new Set<number>(), now: new Set<number>() };
  for (const { buffer1, buffer2 } of diffIndices(old, now)) {
    for (let index = 0; index < buffer1[1]; index++) marked.old.add(buffer1[0] + index);
    for (let index = 0; index < buffer2[1]; index++) marked.now.add(buffer2[0] + index);
  }
  return [segmentsOf(old, marked.old), segmentsOf(now, marked.now)];
}

const isChange = ({ kind }: Row): boolean => kind !== "same";

/** Lines without their ends; a line feed at the end of the text begins no line. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function sameRow(lines: readonly string[], left: number, right: number): Row {
  const segments = [{ text: lines[left] ?? "", marked: false }];
  return { kind: "same", before: { number: left + 1, segments }, after: { number: right + 1, segments } };
}

function changedRows(old: readonly string[], now: readonly string[], left: number, right: number): Row[] {
  return Array.from({ length: Math.max(old.length, now.length) }, (_, index) =>
    rowOf(old[index], now[index], left + index + 1, right + index + 1),
  );
}

function rowOf(old: string | undefined, now: string | undefined, left: number, right: number): Row {
  if (old === undefined) return { kind: "added", before: null, after: whole(now ?? "", right) };
  if (now === undefined) return { kind: "removed", before: whole(old, left), after: null };
  const unmarked: Row = { kind: "changed", before: whole(old, left), after: whole(now, right) };
  if (Math.max(old.length, now.length) > LONGEST_MARKED) return unmarked;
  const [before, after] = markWords(old, now);
  if (!alike(before, after)) return unmarked;
  return { kind: "changed", before: { number: left, segments: before }, after: { number: right, segments: after } };
}

const whole = (text: string, number: number): Line => ({ number, segments: [{ text, marked: false }] });

/** Whether enough of both lines is the same for marks to be of use. */
function alike(before: readonly Segment[], after: readonly Segment[]): boolean {
  const kept = charactersOf(before.filter(({ marked }) => !marked));
  return kept >= ALIKE * Math.max(charactersOf(before), charactersOf(after));
}

const charactersOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, { text }) => sum + text.trim().length, 0);

/** Names with their `$`, numbers, runs of blanks, and every other character by itself. */
const wordsOf = (line: string): string[] => line.match(/\$?[\p{L}\p{N}_]+|\s+|./gsu) ?? [];

function segmentsOf(words: readonly string[], marked: ReadonlySet<number>): Segment[] {
  const segments: Segment[] = [];
  for (const [index, text] of words.entries()) {
    const last = segments.at(-1);
    if (last && last.marked === marked.has(index)) last.text += text;
    else segments.push({ text, marked: marked.has(index) });
  }
  return segments;
}
