// Which answers somebody has not looked at yet, in this browser.
import type { Shape } from "@/api/client";

const KEY = "crossdock.answers-seen";

type Request = Shape["PromotionRequest"];

/** Until when answers were looked at; '' where none ever was. */
export function readSeen(): string {
  return localStorage.getItem(KEY) ?? "";
}

/** All of these were looked at; gives until when. */
export function rememberSeen(answered: readonly Request[]): string {
  const seen = [readSeen(), ...answered.map(answeredAt)].sort().at(-1) ?? "";
  localStorage.setItem(KEY, seen);
  return seen;
}

/** How many of these came after what was seen. */
export function countUnseen(answered: readonly Request[], seen: string): number {
  return answered.filter((request) => answeredAt(request) > seen).length;
}

/** In one form: the server leaves out fractions of a second that are none. */
function answeredAt({ answered_at }: Request): string {
  return answered_at ? new Date(answered_at).toISOString() : "";
}
