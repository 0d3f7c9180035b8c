const PLAIN = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const WORDS = new Set(["and", "or", "in", "true", "false", "null", "function", "λ"]);

/** A field's name as a step of a path; null where no way of writing it exists. */
export function stepText(name: string): string | null {
  if (PLAIN.test(name) && !WORDS.has(name)) return name;
  return name === "" || name.includes("`") ? null : `\`${name}\``;
}

/** Steps as a path; null where one of them cannot be written. */
export function pathText(names: readonly string[]): string | null {
  const steps = names.map(stepText);
  return steps.every((step) => step !== null) ? steps.join(".") : null;
}

/** Array marks and item numbers taken out: `lines[0].sku` and `lines[].sku` are both `lines.sku`. */
export function withoutArrays(path: string): string {
  return path.replace(/\[\d*\]/g, "");
}

/** The names of a path as the API writes it, array marks aside. */
export function namesOf(path: string): string[] {
  return withoutArrays(path)
    .split(".")
    .filter((name) => name !== "");
}
