import type { Shape } from "@/api/client";

/** Whether somebody is still known by a token. */
export function stateOf(
  { revoked_at, expires_at }: Pick<Shape["Token"], "revoked_at" | "expires_at">,
  now = new Date(),
): "valid" | "revoked" | "expired" {
  if (revoked_at) return "revoked";
  return expires_at && new Date(expires_at) <= now ? "expired" : "valid";
}

/** The last moment of a day in the reader's zone, as the API takes it; nothing for no day. */
export function endOf(day: string): string | null {
  return day ? new Date(`${day}T23:59:59`).toISOString() : null;
}
