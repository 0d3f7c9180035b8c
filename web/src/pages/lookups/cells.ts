import type { Shape } from "@/api/client";

/** The cells of what a spreadsheet puts on the clipboard (tabs), or of a CSV (commas); quotes keep both and line ends. */
export function cellsOf(text: string): string[][] {
  const separator = text.includes("\t") ? "\t" : ",";
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
    rows.at(-1)?.push(cell);
    at = end;
    if (text[at] === separator) {
      at++;
      if (at === text.length || text[at] === "\n" || text[at] === "\r") rows.at(-1)?.push("");
    }
    const lineEnd = /^(\r\n|\n|\r)/.exec(text.slice(at, at + 2))?.[0];
    if (lineEnd) {
      at += lineEnd.length;
      rows.push([]);
    }
  }
  return rows.filter((row) => row.some((cell) => cell.trim() !== ""));
}

function plainCell(text: string, from: number, separator: string): { cell: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end++;
  return { cell: text.slice(from, end), end };
}

/** A quote within is doubled; what is not closed ends with the text. */
function quotedCell(text: string, from: number): { cell: string; end: number } {
  let cell = "";
  let at = from + 1;
  for (; at < text.length; at++) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') cell += text[at++];
    else break;
  }
  return { cell, end: Math.min(at + 1, text.length) };
}

/** Cells as rows of a lookup: by the names of its columns where the first row is their header, else in their order. */
export function rowsOf(
  cells: readonly (readonly string[])[],
  { keys, values }: Pick<Shape["LookupDefinition"], "keys" | "values">,
): Shape["LookupRow"][] {
  const columns = [...keys, ...values];
  const header = headerOf(cells[0] ?? [], columns);
  const body = header ? cells.slice(1) : cells;
  return body.map((row) => {
    const ordered = header ? columns.map((_, n) => row[header[n] ?? -1] ?? "") : row;
    return { keys: ordered.slice(0, keys.length), values: ordered.slice(keys.length) };
  });
}

/** Where each column stands in the header; null where the row is none. */
function headerOf(row: readonly string[], columns: readonly string[]): number[] | null {
  const names = row.map((cell) => cell.trim().toLowerCase());
  const places = columns.map((column) => names.indexOf(column.toLowerCase()));
  return places.includes(-1) ? null : places;
}

/** A CSV's own guard: an apostrophe before what a spreadsheet would take for a formula. */
export function withoutGuards(cells: readonly (readonly string[])[]): string[][] {
  return cells.map((row) => row.map((cell) => (/^'+[=+\-@\p{Cc}]/u.test(cell) ? cell.slice(1) : cell)));
}
