// One change to several held records; values go and come as text, so that no digit is lost.
import { api, type Place } from "@/api/client";
import { isObject, type Json, readJson } from "@/editor/json";

const HOLDS = "/api/v1/projects/{project}/environments/{environment}/holds";
const MOST = 200;

export interface Change {
  pointer: string;
  /** As JSON. */
  value: string;
}

/** What the change would make of one record. */
export interface Seen {
  record: string;
  key: string;
  /** Undefined: nothing stands there. */
  was: Json | undefined;
  /** Undefined: it cannot stand there, and `message` says why. */
  now: Json | undefined;
  message: string;
}

/** What a change would make of records, in their order, however many. */
export async function previewChange(place: Place, records: readonly string[], change: Change): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let first = 0; first < records.length; first += MOST) {
    seen.push(...(await previewSome(place, records.slice(first, first + MOST), change)));
  }
  return seen;
}

async function previewSome(place: Place, records: readonly string[], change: Change): Promise<Seen[]> {
  const { data, error } = await api.POST(`${HOLDS}/changes`, {
    params: { path: place },
    body: { records: [...records], pointer: change.pointer, value: null },
    bodySerializer: () => bodyOf({ records, pointer: change.pointer }, change.value),
    parseAs: "text",
  });
  if (error) throw error;
  return seenIn(data);
}

/** The answer's items. */
export function seenIn(answer: string): Seen[] {
  const { items } = readJson(answer) as unknown as { items: (Omit<Seen, "was" | "now"> & Partial<Seen>)[] };
  return items.map(({ record, key, was, now, message }) => ({ record, key, was, now, message }));
}

/** Makes the change to one record, which goes on with it. */
export async function makeChange(
  place: Place & { record: string },
  { pointer, value }: Change,
  reason: string,
): Promise<void> {
  const { error } = await api.POST(`${HOLDS}/{record}/change`, {
    params: { path: place },
    body: { pointer, value: null, reason },
    bodySerializer: () => bodyOf({ pointer, reason }, value),
  });
  if (error) throw error;
}

/** A body with a value as it was typed. */
function bodyOf(others: object, value: string): string {
  return `${JSON.stringify(others).slice(0, -1)},"value":${value}}`;
}

/** Whether a message would be another one. */
export function changes({ was, now }: Seen): boolean {
  return now !== undefined && (was === undefined || !same(was, now));
}

/** Numbers are compared by their digits: 1.10 is not 1.1 on a label. */
function same(one: Json, other: Json): boolean {
  return JSON.stringify(digits(one)) === JSON.stringify(digits(other));
}

function digits(value: Json): unknown {
  if (Array.isArray(value)) return value.map(digits);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, digits(held)]));
  return typeof value === "object" && value !== null ? { number: String(value) } : value;
}
