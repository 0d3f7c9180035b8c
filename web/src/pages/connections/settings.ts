// A form made from the JSON Schema of settings, as connectors and alert channels declare them.

export type Kind = "text" | "secret" | "number" | "switch" | "choice" | "list";

export interface Field {
  name: string;
  title: string;
  description: string;
  kind: Kind;
  required: boolean;
  placeholder: string;
  choices: string[];
}

export type Values = Record<string, string>;
type Schema = Record<string, unknown>;
type Json = Record<string, unknown>;

/** The fields of settings, in the order in which they are declared. */
export function fieldsOf(schema: Schema): Field[] {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = new Set((schema.required ?? []) as string[]);
  return Object.entries(properties).map(([name, declared]) => {
    const shape = withoutNull(declared);
    const shown = (declared.examples as unknown[] | undefined)?.[0] ?? declared.default;
    return {
      name,
      title: String(declared.title ?? name),
      description: String(declared.description ?? ""),
      kind: kindOf(declared, shape),
      required: required.has(name),
      placeholder: shown === undefined || shown === null || Array.isArray(shown) ? "" : String(shown),
      choices: ((shape.enum ?? []) as unknown[]).map(String),
    };
  });
}

function kindOf(declared: Schema, shape: Schema): Kind {
  if (declared.writeOnly) return "secret";
  if (shape.enum) return "choice";
  if (shape.type === "boolean") return "switch";
  if (shape.type === "integer" || shape.type === "number") return "number";
  return shape.type === "array" ? "list" : "text";
}

/** What a value is where there is one. */
function withoutNull(declared: Schema): Schema {
  const kinds = (declared.anyOf as Schema[] | undefined)?.filter(({ type }) => type !== "null");
  return kinds?.[0] ?? declared;
}

/** What stands in the form at first: what is set, nothing of the secrets. */
export function valuesOf(fields: readonly Field[], settings: Json): Values {
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const value = settings[name];
      if (kind === "secret" || value === undefined || value === null) return [name, ""];
      return [name, Array.isArray(value) ? value.join("\n") : String(value)];
    }),
  );
}

/** What the API is sent. What is left empty is left out, so that a secret keeps its value; those named to go are null. */
export function bodyOf(
  fields: readonly Field[],
  values: Values,
  gone: ReadonlySet<string> = new Set(),
): { settings: Json; secrets: Record<string, string | null> } {
  const settings: Json = {};
  const secrets: Record<string, string | null> = {};
  for (const { name, kind } of fields) {
    const value = (values[name] ?? "").trim();
    if (kind === "secret") {
      if (value) secrets[name] = value;
      else if (gone.has(name)) secrets[name] = null;
    } else if (value) settings[name] = readAs(kind, value);
  }
  return { settings, secrets };
}

function readAs(kind: Kind, value: string): unknown {
  if (kind === "number") return Number(value);
  if (kind === "switch") return value === "true";
  if (kind !== "list") return value;
  return value
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
