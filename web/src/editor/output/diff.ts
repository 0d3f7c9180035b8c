import { isList, isNumber, isObject, type Json, type JsonObject, pointerOf, stepsOf } from "../json";
import { equalNumbers } from "./decimal";

/** What a fixture says must come out; as the server compares it. */
export interface Expected {
  output: Json;
  /** Objects may have more than is expected. */
  partial: boolean;
  /** Pointers; a step `*` stands for any one. */
  ignore: readonly string[];
  /** The largest difference of numbers at a pointer, decimal text. */
  tolerances: Readonly<Record<string, string>>;
}

/** One place where the output is not what was expected. */
export interface Difference {
  pointer: string;
  change: "missing" | "unexpected" | "different";
  expected?: Json;
  actual?: Json;
}

type Path = readonly (string | number)[];

/** Every place where an output is not as expected, in the document's order. */
export function differences(expected: Expected, actual: Json): Difference[] {
  const found: Difference[] = [];
  compare(expected.output, actual, [], new Rules(expected), found);
  return found;
}

class Rules {
  readonly partial: boolean;
  private readonly ignore: readonly string[][];
  private readonly tolerances: readonly (readonly [string[], string])[];

  constructor(expected: Expected) {
    this.partial = expected.partial;
    this.ignore = expected.ignore.map(stepsOf);
    this.tolerances = Object.entries(expected.tolerances).map(([pointer, by]) => [stepsOf(pointer), by] as const);
  }

  ignores(path: Path): boolean {
    return this.ignore.some((pattern) => matches(pattern, path));
  }

  tolerancesAt(path: Path): string[] {
    return this.tolerances.filter(([pattern]) => matches(pattern, path)).map(([, by]) => by);
  }
}

const matches = (pattern: readonly string[], path: Path): boolean =>
  path.length >= pattern.length && pattern.every((step, index) => step === "*" || step === String(path[index]));

function compare(expected: Json, actual: Json, path: Path, rules: Rules, found: Difference[]): void {
  if (rules.ignores(path)) return;
  if (isObject(expected) && isObject(actual)) compareObjects(expected, actual, path, rules, found);
  else if (isList(expected) && isList(actual)) compareLists(expected, actual, path, rules, found);
  else if (!equal(expected, actual, rules.tolerancesAt(path))) {
    found.push({ pointer: pointerOf(path), change: "different", expected, actual });
  }
}

function compareObjects(expected: JsonObject, actual: JsonObject, path: Path, rules: Rules, found: Difference[]): void {
  for (const [key, value] of Object.entries(expected)) {
    const given = Object.hasOwn(actual, key) ? actual[key] : undefined;
    compareMember(value, given, [...path, key], rules, found);
  }
  if (rules.partial) return;
  for (const [key, value] of Object.entries(actual)) {
    if (!Object.hasOwn(expected, key)) compareMember(undefined, value, [...path, key], rules, found);
  }
}

function compareLists(
  expected: readonly Json[],
  actual: readonly Json[],
  path: Path,
  rules: Rules,
  found: Difference[],
) {
  for (let index = 0; index < Math.max(expected.length, actual.length); index++) {
    compareMember(expected[index], actual[index], [...path, index], rules, found);
  }
}

function compareMember(
  expected: Json | undefined,
  actual: Json | undefined,
  path: Path,
  rules: Rules,
  found: Difference[],
): void {
  if (expected !== undefined && actual !== undefined) compare(expected, actual, path, rules, found);
  else if (rules.ignores(path)) return;
  else if (expected !== undefined) found.push({ pointer: pointerOf(path), change: "missing", expected });
  else if (actual !== undefined) found.push({ pointer: pointerOf(path), change: "unexpected", actual });
}

function equal(expected: Json, actual: Json, tolerances: readonly string[]): boolean {
  if (expected === actual) return true;
  const [wanted, given] = [numberText(expected, tolerances), numberText(actual, tolerances)];
  return wanted !== null && given !== null && equalNumbers(wanted, given, tolerances);
}

/** Where a tolerance holds, a text may be a number too: money is written so. */
function numberText(value: Json, tolerances: readonly string[]): string | null {
  if (isNumber(value)) return value.value;
  return typeof value === "string" && tolerances.length > 0 ? value : null;
}
