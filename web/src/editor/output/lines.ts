import { isList, isObject, type Json, pointerOf, writeJson } from "../json";

/** A document as text, and on which lines what stands. */
export interface Printed {
  text: string;
  /** Pointer of a value to its first and last line, from 1. */
  places: ReadonlyMap<string, { first: number; last: number }>;
}

/** Prints a document with two spaces of indentation. */
export function printed(document: Json): Printed {
  const lines: string[] = [];
  const places = new Map<string, { first: number; last: number }>();
  const print = (value: Json, path: readonly (string | number)[], before: string, after: string): void => {
    const first = lines.length + 1;
    const indent = "  ".repeat(path.length);
    const members = membersOf(value);
    if (members === null || members.length === 0) lines.push(indent + before + writeJson(value) + after);
    else {
      const [open, close] = isList(value) ? "[]" : "{}";
      lines.push(indent + before + open);
      members.forEach(([name, member], index) => {
        const key = typeof name === "number" ? "" : `${JSON.stringify(name)}: `;
        print(member, [...path, name], key, index < members.length - 1 ? "," : "");
      });
      lines.push(indent + close + after);
    }
    places.set(pointerOf(path), { first, last: lines.length });
  };
  print(document, [], "", "");
  return { text: lines.join("\n"), places };
}

function membersOf(value: Json): [string | number, Json][] | null {
  if (isList(value)) return value.map((item, index) => [index, item]);
  return isObject(value) ? Object.entries(value) : null;
}
