import type { Shape } from "@/api/client";

type Level = Shape["StockLevel"];

/** Whether the channel has what may be sold, as far as is known: what it was told, less what it sold since. */
export function isTold({ told, sold, target }: Pick<Level, "told" | "sold" | "target">): boolean {
  return told !== null && told - sold === target;
}

/** A level among others of its flow. */
export const keyOf = ({ location, sku }: Pick<Level, "location" | "sku">): string => `${location}\n${sku}`;
