import type { Values } from "@/pages/connections/settings";

const HERE = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?=\/|$)/;

/** The address on this machine that settings lead to: that of a sandbox; null where they lead to the platform. */
export function pointsHere(values: Values): string | null {
  for (const value of Object.values(values)) {
    const found = HERE.exec(value);
    if (found) return found[0];
  }
  return null;
}
