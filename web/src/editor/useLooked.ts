import { useState } from "react";
import { useSearchParams } from "react-router";
import { stepsOf } from "./json";
import { ITEMS, keyOf } from "./trees/nodes";
import type { Looked } from "./useTrees";

/** Which field is looked at: at first the target field that the address points to (`?at=/lines/0/sku`). */
export function useLooked() {
  const [search] = useSearchParams();
  return useState<Looked>(() => ({ source: null, target: targetAt(search.get("at")) }));
}

const targetAt = (pointer: string | null): string | null =>
  pointer ? keyOf(stepsOf(pointer).map((step) => (/^\d+$/.test(step) ? ITEMS : step))) : null;
