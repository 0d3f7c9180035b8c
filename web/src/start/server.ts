import { api, type Place, type Shape } from "@/api/client";
import { readPayload } from "@/api/payload";
import { isNumber, type Json, type JsonObject, readJson, writeJson } from "@/editor/json";
import type { Choice, FieldSuggestions, Suggestion } from "./choices";

/** What comes in and, where somebody has it, what must come out. */
export interface Example {
  source: Json;
  target?: Json;
}

/** What suggestions are asked for. */
export interface Asked {
  examples: readonly Example[];
  source?: string;
  target?: string;
  mapping?: string;
}

export interface Report {
  fields: readonly FieldSuggestions[];
  choices: readonly Choice[];
  /** Suggesters that gave nothing, and why. */
  failures: readonly { name: string; failure: string }[];
}

export interface Composed {
  text: string;
  output: Json | undefined;
  differences: readonly { pointer: string; change: string; expected: Json | undefined; actual: Json | undefined }[];
  problems: readonly { message: string }[];
  leftOut: readonly string[];
}

const SUGGESTIONS = "/api/v1/projects/{project}/suggestions" as const;

/** An answer with every digit of its numbers, or its problem thrown. */
async function exactly(request: Promise<{ data?: unknown; error?: unknown }>): Promise<JsonObject> {
  const { data, error } = await request;
  if (error !== undefined) throw error;
  return readJson(data as string) as JsonObject;
}

async function answer<Data>(request: Promise<{ data?: Data; error?: unknown }>): Promise<Data> {
  const { data, error } = await request;
  if (error !== undefined) throw error;
  return data as Data;
}

export async function suggest(project: string, asked: Asked, signal?: AbortSignal): Promise<Report> {
  const body = asked as Shape["SuggestionRequest"];
  const options = { params: { path: { project } }, body, bodySerializer: writeJson, parseAs: "text", signal } as const;
  return reportOf(await exactly(api.POST(SUGGESTIONS, options)));
}

export async function compose(
  project: string,
  choices: readonly Choice[],
  example: Example,
  signal?: AbortSignal,
): Promise<Composed> {
  const body = { choices, example } as unknown as Shape["CompositionRequest"];
  const options = { params: { path: { project } }, body, bodySerializer: writeJson, parseAs: "text", signal } as const;
  const told = await exactly(api.POST(`${SUGGESTIONS}/text`, options));
  return {
    text: String(told.text),
    output: told.output,
    differences: (told.differences ?? []) as unknown as Composed["differences"],
    problems: (told.problems ?? []) as unknown as Composed["problems"],
    leftOut: (told.left_out ?? []) as unknown as string[],
  };
}

/** A report as the API gives it. */
export function reportOf(told: JsonObject): Report {
  const outcomes = told.suggesters as unknown as readonly { name: string; failure?: string | null }[];
  return {
    fields: (told.fields as readonly JsonObject[]).map((each) => {
      const { target, types, required, in_example, description } = each.field as JsonObject;
      return {
        field: {
          target: String(target),
          types: (types ?? []) as readonly string[],
          required: required === true,
          inExample: in_example === true,
          description: String(description ?? ""),
        },
        wanted: each.wanted,
        suggestions: ((each.suggestions ?? []) as readonly JsonObject[]).map(suggestionOf),
      };
    }),
    choices: told.choices as unknown as readonly Choice[],
    failures: outcomes.flatMap(({ name, failure }) => (failure ? [{ name, failure }] : [])),
  };
}

function suggestionOf(told: JsonObject): Suggestion {
  const { confidence, reproduces } = told;
  return {
    target: String(told.target),
    expression: String(told.expression),
    each: (told.each ?? []) as readonly string[],
    confidence: isNumber(confidence) ? Number(confidence.value) : 0,
    reason: String(told.reason),
    suggester: String(told.suggester),
    reproduces: typeof reproduces === "boolean" ? reproduces : null,
    value: told.value,
  };
}

/** Every resource of every connector, as `shopify/order`. */
export async function readResourceNames(signal: AbortSignal): Promise<string[]> {
  const { items } = await answer(api.GET("/api/v1/connectors", { signal }));
  const details = await Promise.all(
    items.map(({ name }) =>
      answer(api.GET("/api/v1/connectors/{connector}", { params: { path: { connector: name } }, signal })),
    ),
  );
  return details.flatMap(({ name, resources }) => resources.map((resource) => `${name}/${resource.name}`));
}

/** The newest records of an environment, to take a payload of. */
export async function readRecords(place: Place, signal: AbortSignal): Promise<readonly Shape["Record"][]> {
  const path = "/api/v1/projects/{project}/environments/{environment}/records" as const;
  const page = await answer(api.GET(path, { params: { path: { ...place }, query: { limit: 20 } }, signal }));
  return page.items;
}

/** What a record holds; the reading stands in the audit log. */
export async function readRecord(place: Place, record: string): Promise<string> {
  return (await readPayload({ ...place, record })).original;
}

export async function readMappings(project: string, signal: AbortSignal): Promise<readonly Shape["Mapping"][]> {
  const path = "/api/v1/projects/{project}/mappings" as const;
  return (await answer(api.GET(path, { params: { path: { project }, query: { limit: 200 } }, signal }))).items;
}

export const createMapping = (project: string, named: Pick<Shape["MappingNew"], "name" | "source" | "target">) => {
  const body = { ...named, description: "", owners: [] };
  return answer(api.POST("/api/v1/projects/{project}/mappings", { params: { path: { project } }, body }));
};

/** Keeps the two examples as a fixture, so that the mapping is proven by them from now on. */
export async function keepExamples(project: string, mapping: string, fixture: string, example: Example): Promise<void> {
  const body = {
    input: example.source,
    expect: { kind: "output", output: example.target ?? null },
  } as unknown as Shape["FixturePut"];
  const path = "/api/v1/projects/{project}/mappings/{mapping}/fixtures/{fixture}" as const;
  const params = { path: { project, mapping, fixture }, header: { "If-None-Match": "*" } };
  await answer(api.PUT(path, { params, body, bodySerializer: writeJson, parseAs: "text" }) as never);
}
