import { useQuery } from "@tanstack/react-query";
import type { Shape } from "@/api/client";
import { type Input, inputsOfFixtures, inputsOfSamples } from "./inputs";
import type { Json } from "./json";
import * as server from "./server";
import type { Schema } from "./trees/nodes";

/** A mapping as it is opened: what it maps between, what it can be tried on, and the text to go on with. */
export interface Opened {
  mapping: Shape["Mapping"];
  sourceSchema: Schema;
  targetSchema: Schema;
  inputs: readonly Input[];
  samples: readonly Json[];
  text: string;
  /** Of the caller's draft; 0: there is none, and the text is the latest version's. */
  revision: number;
  /** The version that the text stands on; 0: none. */
  basedOn: number;
}

/** Reads everything once; what is typed afterwards is never read over. */
export function useOpened(place: server.MappingPlace) {
  return useQuery({
    queryKey: ["editor", "opened", place.project, place.mapping],
    queryFn: ({ signal }) => open(place, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

async function open(place: server.MappingPlace, signal: AbortSignal): Promise<Opened> {
  const mapping = await server.readMapping(place, signal);
  const [source, target, fixtures, start] = await Promise.all([
    server.readResource(mapping.source, signal),
    server.readResource(mapping.target, signal),
    server.readFixtures(place, signal),
    startOf(place, mapping),
  ]);
  const samples = inputsOfSamples(source);
  return {
    mapping,
    sourceSchema: (source.schema ?? {}) as unknown as Schema,
    targetSchema: (target.schema ?? {}) as unknown as Schema,
    inputs: [...inputsOfFixtures(fixtures), ...samples],
    samples: samples.map(({ payload }) => payload),
    ...start,
  };
}

/** The caller's draft, else the latest version's text, else nothing. */
async function startOf(
  place: server.MappingPlace,
  mapping: Shape["Mapping"],
): Promise<Pick<Opened, "text" | "revision" | "basedOn">> {
  const draft = await server.readDraft(place);
  if (draft) return { text: draft.text, revision: draft.revision, basedOn: draft.based_on ?? 0 };
  const latest = mapping.latest_version ?? 0;
  return { text: latest === 0 ? "" : await server.readVersion(place, latest), revision: 0, basedOn: latest };
}
