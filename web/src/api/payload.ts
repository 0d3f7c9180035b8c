// What a record holds, as its platform wrote it: numbers keep every digit, which JSON.parse would round.
import { parse, stringify } from "lossless-json";
import { api, type Place } from "@/api/client";

export interface Payload {
  /** Whether the original is JSON; if not, it is the text itself. */
  readable: boolean;
  original: string;
  edited: string | null;
}

export type RecordPlace = Place & { record: string };

/** Reads a payload. Each reading stands in the audit log, so it is done when somebody asks for it, and never twice. */
export async function readPayload(place: RecordPlace): Promise<Payload> {
  const { data, error } = await api.GET(
    "/api/v1/projects/{project}/environments/{environment}/records/{record}/payload",
    {
      params: { path: { ...place } },
      parseAs: "text",
    },
  );
  if (error) throw error;
  return payloadIn(data);
}

/** The documents in an answer of the API, laid out for reading. */
export function payloadIn(answer: string): Payload {
  const { readable, original, edited } = parse(answer) as { readable: boolean; original: unknown; edited?: unknown };
  return {
    readable,
    original: readable ? pretty(original) : String(original),
    edited: edited === undefined ? null : pretty(edited),
  };
}

/** The body that asks for a corrected payload, its text as it was typed. Raises SyntaxError where it is no JSON. */
export function editBody(payload: string, reason: string): string {
  parse(payload);
  return `{"payload": ${payload}, "reason": ${JSON.stringify(reason)}}`;
}

function pretty(document: unknown): string {
  return stringify(document, undefined, 2) ?? "";
}
