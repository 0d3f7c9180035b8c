import { isList, isObject, type Json, pointerOf } from "../json";
import { ITEMS } from "../trees/nodes";

/** Where in a document the values of a place are, each as a pointer. */
export function pointersAt(document: Json, steps: readonly string[]): string[] {
  let found: { value: Json; path: (string | number)[] }[] = [{ value: document, path: [] }];
  for (const step of steps) found = found.flatMap(({ value, path }) => inside(value, path, step));
  return found.map(({ path }) => pointerOf(path));
}

function inside(value: Json, path: (string | number)[], step: string): { value: Json; path: (string | number)[] }[] {
  if (step === ITEMS) return isList(value) ? value.map((item, index) => ({ value: item, path: [...path, index] })) : [];
  const member = isObject(value) ? value[step] : undefined;
  return member === undefined ? [] : [{ value: member, path: [...path, step] }];
}
