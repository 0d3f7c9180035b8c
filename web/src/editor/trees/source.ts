import { type Json, typeOf } from "../json";
import { keyOf, type Place, pathOf, placesOfSchema, type Schema, valuesIn } from "./nodes";

/** A field of the source, with what the samples have there. */
export interface SourceNode {
  key: string;
  path: string;
  name: string;
  /** The steps without those into lists' items, and whether there is one. */
  names: readonly string[];
  inList: boolean;
  types: readonly string[];
  description: string;
  declared: boolean;
  /** Whether the schema asks for it. */
  required: boolean;
  /** In how many of how many samples it is. */
  seen: number;
  of: number;
  /** What the chosen sample has there. */
  values: readonly Json[];
  members: readonly SourceNode[];
}

type Values = ReturnType<typeof valuesIn>;

/** The source as a tree: what its schema declares, and what only samples show. */
export function sourceTree(schema: Schema, samples: readonly Json[], chosen: Json | undefined): SourceNode {
  const seen = samples.map(valuesIn);
  const shown: Values = chosen === undefined ? new Map() : valuesIn(chosen);
  const all = [...seen, shown];
  return nodeOf(withSamples(placesOfSchema(schema), all), seen, shown);
}

/** Places that no schema names, put behind those that it does. */
function withSamples(root: Place, samples: readonly Values[]): Place {
  const members = new Map<string, Map<string, readonly string[]>>();
  for (const { steps } of samples.flatMap((sample) => [...sample.values()])) {
    if (steps.length === 0) continue;
    const parent = keyOf(steps.slice(0, -1));
    members.set(parent, (members.get(parent) ?? new Map()).set(keyOf(steps), steps));
  }
  const extend = (place: Place): Place => {
    const known = new Set(place.members.map(({ steps }) => keyOf(steps)));
    const unknown = [...(members.get(keyOf(place.steps)) ?? [])].filter(([key]) => !known.has(key));
    return { ...place, members: [...place.members, ...unknown.map(([, steps]) => undeclared(steps))].map(extend) };
  };
  return extend(root);
}

const undeclared = (steps: readonly string[]): Place => ({
  steps,
  types: [],
  description: "",
  required: false,
  declared: false,
  members: [],
});

function nodeOf(place: Place, samples: readonly Values[], shown: Values): SourceNode {
  const key = keyOf(place.steps);
  const values = shown.get(key)?.values ?? [];
  const found = samples.flatMap((sample) => sample.get(key)?.values ?? []);
  const names = place.steps.filter((step) => step !== "[]");
  return {
    key,
    path: pathOf(place.steps),
    name: place.steps.at(-1) ?? "",
    names,
    inList: names.length < place.steps.length,
    types: place.types.length > 0 ? place.types : [...new Set([...found, ...values].map(typeOf))],
    description: place.description,
    declared: place.declared,
    required: place.declared && place.required,
    seen: samples.filter((sample) => sample.has(key)).length,
    of: samples.length,
    values,
    members: place.members.map((member) => nodeOf(member, samples, shown)),
  };
}
