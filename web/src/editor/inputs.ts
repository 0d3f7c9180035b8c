import { isObject, type Json, type JsonObject } from "./json";
import type { Expected } from "./output/diff";

/** Something to try the text on: a sample of the source, or a fixture with what must come out. */
export interface Input {
  /** 'sample' or 'fixture' and the name. */
  id: string;
  kind: "sample" | "fixture";
  name: string;
  payload: Json;
  expects: Expected | { hold: string } | null;
}

const named = (kind: Input["kind"], name: Json | undefined) => ({
  id: `${kind}/${String(name)}`,
  kind,
  name: String(name),
});

/** The samples of a resource, as the API tells it. */
export function inputsOfSamples(resource: JsonObject): Input[] {
  return ((resource.samples ?? []) as readonly JsonObject[]).map(({ name, payload }) => ({
    ...named("sample", name),
    payload: payload ?? null,
    expects: null,
  }));
}

/** Fixtures, as the API lists them. */
export function inputsOfFixtures(fixtures: readonly JsonObject[]): Input[] {
  return fixtures.map(({ name, input, expect }) => ({
    ...named("fixture", name),
    payload: input ?? null,
    expects: isObject(expect) ? expectedOf(expect) : null,
  }));
}

function expectedOf({ kind, output, code, ignore, tolerances }: JsonObject): Input["expects"] {
  if (kind === "hold") return { hold: String(code) };
  return {
    output: output ?? null,
    partial: kind === "partial",
    ignore: (ignore ?? []) as readonly string[],
    tolerances: (tolerances ?? {}) as Readonly<Record<string, string>>,
  };
}
