import { LosslessNumber, parse, stringify } from "lossless-json";

/** A JSON document in which every number keeps its digits as they were written. */
export type Json = null | boolean | string | LosslessNumber | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Raises SyntaxError where the text is no JSON. */
export const readJson = (text: string): Json => parse(text) as Json;

export const writeJson = (value: unknown, indent?: number): string => stringify(value, undefined, indent) ?? "";

export const isNumber = (value: unknown): value is LosslessNumber => value instanceof LosslessNumber;

export const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !isList(value) && !isNumber(value);

/** 'string', 'number', 'integer', 'boolean', 'null', 'object' or 'array', as JSON Schema calls them. */
export function typeOf(value: Json): string {
  if (value === null) return "null";
  if (isList(value)) return "array";
  if (isNumber(value)) return /[.eE]/.test(value.value) ? "number" : "integer";
  return typeof value;
}

/** A value on one line, no longer than told. */
export function shownValue(value: Json, longest = 60): string {
  const text = writeJson(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** The pointer (RFC 6901) of a path. */
export const pointerOf = (path: readonly (string | number)[]): string =>
  path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** The steps of a pointer. */
export const stepsOf = (pointer: string): string[] =>
  pointer === ""
    ? []
    : pointer
        .slice(1)
        .split("/")
        .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
