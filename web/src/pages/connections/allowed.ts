import type { Shape } from "@/api/client";
import { daysUntil } from "@/format/expiry";

/** Whether a person has allowed a connection: never, until a day (null: nobody knows), or no more. */
export type Allowed = { is: "never" } | { is: "allowed"; on: string | null } | { is: "over"; on: string };

/** How a connection stands that a person allows at its platform; `keeps` is the secret that this gives. */
export function allowedOf(connection: Pick<Shape["Connection"], "secrets_set" | "expiries">, keeps: string): Allowed {
  if (!connection.secrets_set.includes(keeps)) return { is: "never" };
  const on = connection.expiries?.[keeps]?.on ?? null;
  return on !== null && daysUntil(on) < 0 ? { is: "over", on } : { is: "allowed", on };
}
