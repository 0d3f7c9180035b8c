// The values of a message, each with its place: what can be changed.
import { isList, isObject, type Json, pointerOf, writeJson } from "@/editor/json";

export interface ValuePlace {
  pointer: string;
  value: Json;
}

/** Every value of a document that holds no others, in its order. */
export function placesIn(document: Json, path: readonly (string | number)[] = []): ValuePlace[] {
  const members = membersOf(document);
  if (members.length === 0) return [{ pointer: pointerOf(path), value: document }];
  return members.flatMap(([name, value]) => placesIn(value, [...path, name]));
}

function membersOf(value: Json): [string | number, Json][] {
  if (isList(value)) return value.map((item, index) => [index, item]);
  return isObject(value) ? Object.entries(value) : [];
}

export const KINDS = ["text", "json"] as const;
export type Kind = (typeof KINDS)[number];

/** How a value that is to stand in the stead of another is best written: a text as it reads, all else as JSON. */
export function kindOf(value: Json | undefined): Kind {
  return value === undefined || value === null || typeof value === "string" ? "text" : "json";
}

/** What was typed, as JSON; null where it is none yet. Digits stay as they were typed. */
export function valueTyped(typed: string, kind: Kind): string | null {
  if (kind === "text") return JSON.stringify(typed);
  try {
    JSON.parse(typed);
    return typed.trim();
  } catch {
    return null;
  }
}

/** A value as it is typed. */
export function typedOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : writeJson(value);
}
