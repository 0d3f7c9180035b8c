// Which connection is being authorised, while its person is away at the platform.
import { PATHS } from "@/app/places";
import type { ConnectionPlace } from "@/pages/connections/ConnectionPage";

const KEY = "crossdock-authorising";

/** The address that platforms send a person back to; it is registered there for the application. */
export const redirectOf = (origin: string): string => origin + PATHS.authorised;

/** Notes, in this tab, to which connection the way back from a platform's page leads. */
export function leaveFor(page: string, place: ConnectionPlace): void {
  sessionStorage.setItem(KEY, JSON.stringify({ state: stateOf(page), place }));
}

/** The connection that an address belongs to, as it was noted before; null where this tab began nothing like it. */
export function cameBack(address: string): ConnectionPlace | null {
  const noted = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as { state: string; place: ConnectionPlace } | null;
  const state = stateOf(address);
  return noted && state !== null && noted.state === state ? noted.place : null;
}

const stateOf = (address: string): string | null => new URL(address).searchParams.get("state");
