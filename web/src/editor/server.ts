import { api, type Shape } from "@/api/client";
import { type Json, type JsonObject, readJson, writeJson } from "./json";

/** The mapping that is edited. */
export interface MappingPlace {
  project: string;
  mapping: string;
}

/** What an input gave. */
export interface Mapped {
  output: Json | undefined;
  problems: readonly Shape["Problem"][];
  /** Why the message would be held; null where it would not. */
  held: { code: string; detail: string } | null;
}

const MAPPING = "/api/v1/projects/{project}/mappings/{mapping}" as const;

/** What came of a request, or its problem thrown. */
async function answer<Data>(request: Promise<{ data?: Data; error?: unknown }>): Promise<Data> {
  const { data, error } = await request;
  if (error !== undefined) throw error;
  return data as Data;
}

/** A document with every digit of its numbers, which the browser's own reader would lose. */
async function exactly(request: Promise<{ data?: string; error?: unknown }>): Promise<JsonObject> {
  return readJson(await answer(request)) as JsonObject;
}

export const readMapping = (path: MappingPlace, signal: AbortSignal) =>
  answer(api.GET(MAPPING, { params: { path }, signal }));

export const readResource = (path: Shape["ResourceRef"], signal: AbortSignal) =>
  exactly(
    api.GET("/api/v1/connectors/{connector}/resources/{resource}", {
      params: { path },
      signal,
      parseAs: "text",
    }) as never,
  );

/** All fixtures of a mapping, page after page. */
export async function readFixtures(path: MappingPlace, signal?: AbortSignal): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  let cursor: string | undefined;
  do {
    const params = { path, query: { limit: 200, cursor } };
    const page = await exactly(api.GET(`${MAPPING}/fixtures`, { params, signal, parseAs: "text" }) as never);
    found.push(...(page.items as JsonObject[]));
    cursor = (page.next as string | null) ?? undefined;
  } while (cursor);
  return found;
}

export const listFields = (path: MappingPlace, text: string, signal?: AbortSignal) =>
  answer(api.POST(`${MAPPING}/fields`, { params: { path }, body: { text }, signal }));

export const lint = (path: MappingPlace, text: string, signal: AbortSignal) =>
  answer(api.POST(`${MAPPING}/lint`, { params: { path }, body: { text }, signal }));

export const complete = (path: MappingPlace, text: string, position: number, signal: AbortSignal) =>
  answer(api.POST(`${MAPPING}/complete`, { params: { path }, body: { text, position }, signal }));

export const trace = (path: MappingPlace, text: string, input: Json, signal: AbortSignal) =>
  answer(api.POST(`${MAPPING}/trace`, { params: { path }, body: { text, input }, bodySerializer: writeJson, signal }));

export const runFixtures = (path: MappingPlace, text: string, signal: AbortSignal) =>
  answer(api.POST(`${MAPPING}/test`, { params: { path }, body: { text }, signal }));

/** What comes out of an input (text null: of the caller's draft, else the latest version); that it would be held is a result, with what came out all the same. */
export async function preview(
  path: MappingPlace,
  text: string | null,
  input: Json,
  signal: AbortSignal,
): Promise<Mapped> {
  let raw = "";
  const keepRaw = {
    async onResponse({ response }: { response: Response }) {
      raw = await response.clone().text();
    },
  };
  const { error, response } = await api.POST(`${MAPPING}/preview`, {
    params: { path },
    body: text === null ? { input } : { text, input },
    bodySerializer: writeJson,
    middleware: [keepRaw],
    signal,
  });
  if (error !== undefined && response.status !== 422) throw error;
  const { output } = readJson(raw) as JsonObject;
  const held = error === undefined ? null : { code: error.code, detail: error.detail };
  return { output, problems: error?.errors ?? [], held };
}

/** The caller's draft; null where there is none. */
export async function readDraft(path: MappingPlace): Promise<Shape["Draft"] | null> {
  const { data, error, response } = await api.GET(`${MAPPING}/draft`, { params: { path } });
  if (error !== undefined && response.status === 404 && error.code === "no-draft") return null;
  if (error !== undefined) throw error;
  return data;
}

/** The text of a version. */
export async function readVersion(path: MappingPlace, number: number): Promise<string> {
  const found = await answer(api.GET(`${MAPPING}/versions/{number}`, { params: { path: { ...path, number } } }));
  return found.text;
}

/** The saved draft, or "stale" where it is no longer at that revision; 0: where there is one already. */
export async function saveDraft(
  path: MappingPlace,
  text: string,
  revision: number,
  basedOn: number,
): Promise<Shape["Draft"] | "stale"> {
  const header = revision === 0 ? { "If-None-Match": "*" } : { "If-Match": `"${revision}"` };
  const body = { text, based_on: basedOn };
  const { data, error, response } = await api.PUT(`${MAPPING}/draft`, { params: { path, header }, body });
  if (error !== undefined && response.status === 412) return "stale";
  if (error !== undefined) throw error;
  return data;
}

/** What others did since a version, 0 for none, and are doing now. */
export const readMeanwhile = (path: MappingPlace, basedOn: number, signal: AbortSignal) =>
  answer(api.GET(`${MAPPING}/draft/meanwhile`, { params: { path, query: { based_on: basedOn } }, signal }));

/** Only where the version that the text stands on is still the latest. */
export const publish = (path: MappingPlace, text: string, reason: string, basedOn: number) =>
  answer(api.POST(`${MAPPING}/versions`, { params: { path }, body: { text, reason, based_on: basedOn } }));

export const promote = ({ project, mapping }: MappingPlace, environment: string, version: number, reason: string) =>
  answer(
    api.POST("/api/v1/projects/{project}/promotions", {
      params: { path: { project } },
      body: { environment, mapping, version, reason },
    }),
  );

export const readProject = (project: string) =>
  answer(api.GET("/api/v1/projects/{project}", { params: { path: { project } } }));
