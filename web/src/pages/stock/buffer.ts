import type { Shape } from "@/api/client";

type Buffer = Shape["Buffer"];
type BufferNew = Shape["BufferNew"];

/** What is typed: everything as text, the end in the browser's own zone ('2026-12-01T00:00'). */
export interface Typed {
  sku: string;
  location: string;
  quantity: string | number;
  owner: string;
  reason: string;
  until: string;
}

/** As the server takes it. */
export function bufferOf({ quantity, until, ...typed }: Typed): BufferNew {
  const { sku, location, owner, reason } = typed;
  return {
    sku: sku.trim(),
    location: location.trim(),
    quantity: Number(quantity),
    owner: owner.trim(),
    reason: reason.trim(),
    ends_at: until ? new Date(until).toISOString() : null,
  };
}

/** A buffer, to be kept back again as it was. */
export function newOf({ sku, location, quantity, owner, reason, ends_at }: Buffer): BufferNew {
  return { sku, location, quantity, owner, reason, ends_at };
}

/** The one whose place a new one takes. */
export function replacedBy(made: BufferNew, there: readonly Buffer[]): Buffer | undefined {
  return there.find(({ sku, location }) => sku === made.sku && location === made.location);
}
