import { isList, isObject, type Json } from "../json";

/** JSON Schema as far as a tree shows it. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** What is known of one place in all documents of a kind. */
export interface Place {
  /** "[]" stands for the items of a list. */
  steps: readonly string[];
  types: readonly string[];
  description: string;
  /** Whether the object around it must have it. */
  required: boolean;
  /** Whether a schema names it; else only samples do. */
  declared: boolean;
  members: readonly Place[];
}

export const ITEMS = "[]";
const DEEPEST = 24;

/** Steps as the API writes paths: `lines[].sku`. */
export const pathOf = (steps: readonly string[]): string =>
  steps.reduce((path, step) => (step === ITEMS || path === "" ? path + step : `${path}.${step}`), "");

/** The places of a schema; a schema within itself ends where it comes again. */
export function placesOfSchema(schema: Schema): Place {
  return placeOf(schema, { root: schema, steps: [], required: true, within: [] });
}

interface Around {
  root: Schema;
  steps: readonly string[];
  required: boolean;
  /** The references that led here. */
  within: readonly string[];
}

function placeOf(schema: Schema, around: Around): Place {
  const { schemas, within } = alternatives(schema, around.root, around.within);
  const inner = { ...around, within };
  return {
    steps: around.steps,
    types: [...new Set(schemas.flatMap(typesOf))],
    description: schemas.map(({ description, title }) => description ?? title).find(isText) ?? "",
    required: around.required,
    declared: true,
    members: around.steps.length < DEEPEST ? membersOf(schemas, inner) : [],
  };
}

function membersOf(schemas: readonly Schema[], around: Around): Place[] {
  const required = new Set(schemas.flatMap(({ required: names }) => (isList(names) ? names : [])));
  const properties = new Map<string, Schema>();
  for (const schema of schemas) {
    for (const [name, property] of Object.entries(asSchema(schema.properties))) {
      if (!properties.has(name)) properties.set(name, asSchema(property));
    }
  }
  const members = [...properties].map(([name, property]) =>
    placeOf(property, { ...around, steps: [...around.steps, name], required: required.has(name) }),
  );
  const items = schemas.map(({ items: each }) => each).find((each) => isObject(each));
  const ofItems = items && placeOf(asSchema(items), { ...around, steps: [...around.steps, ITEMS], required: false });
  return ofItems ? [...members, ofItems] : members;
}

/** A schema with what it refers to and what it is put together of; a reference is followed once on each way down. */
function alternatives(
  schema: Schema,
  root: Schema,
  within: readonly string[],
): { schemas: Schema[]; within: string[] } {
  const found: Schema[] = [];
  const followed = [...within];
  const collect = (part: Schema): void => {
    found.push(part);
    if (isText(part.$ref) && !followed.includes(part.$ref)) {
      followed.push(part.$ref);
      collect(referred(root, part.$ref));
    }
    for (const keyword of ["allOf", "anyOf", "oneOf"]) {
      const parts = part[keyword];
      if (Array.isArray(parts)) for (const each of parts) collect(asSchema(each));
    }
  };
  collect(schema);
  return { schemas: found, within: followed };
}

function referred(root: Schema, reference: string): Schema {
  if (!reference.startsWith("#")) return {};
  const steps = decodeURIComponent(reference.slice(1)).split("/").slice(1);
  const names = steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return names.reduce<Schema>((schema, name) => asSchema(schema[name]), root);
}

function typesOf({ type }: Schema): string[] {
  if (isText(type)) return [type];
  return Array.isArray(type) ? type.filter(isText) : [];
}

const isText = (value: unknown): value is string => typeof value === "string";
const asSchema = (value: unknown): Schema => (isObject(value) ? (value as unknown as Schema) : {});

/** Every place in a document with the values there, in the document's order. */
export function valuesIn(document: Json): Map<string, { steps: readonly string[]; values: Json[] }> {
  const found = new Map<string, { steps: readonly string[]; values: Json[] }>();
  const visit = (value: Json, steps: readonly string[]): void => {
    const key = keyOf(steps);
    const place = found.get(key) ?? { steps, values: [] };
    place.values.push(value);
    found.set(key, place);
    if (isList(value)) for (const item of value) visit(item, [...steps, ITEMS]);
    else if (isObject(value)) for (const [name, member] of Object.entries(value)) visit(member, [...steps, name]);
  };
  visit(document, []);
  return found;
}

/** One text for one path, whatever its names contain. */
export const keyOf = (steps: readonly string[]): string => steps.join("\u0000");
