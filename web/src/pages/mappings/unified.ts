export type LineKind = "added" | "removed" | "kept" | "place";

export interface DiffLine {
  /** Unique within the diff. */
  id: number;
  kind: LineKind;
  text: string;
}

const KINDS: Record<string, LineKind> = { "+": "added", "-": "removed", " ": "kept", "@": "place" };

/** The lines of a unified diff, without its file names. */
export function readUnified(unified: string): DiffLine[] {
  const lines = unified.replace(/\n$/, "").split("\n");
  const first = lines.findIndex((line) => line.startsWith("@@"));
  if (first < 0) return [];
  return lines.slice(first).map((line, id) => {
    const kind = KINDS[line[0] ?? " "] ?? "kept";
    return { id, kind, text: kind === "place" ? line : line.slice(1) };
  });
}
