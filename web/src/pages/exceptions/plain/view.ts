// In which words exceptions are shown: remembered in this browser.
import type { Right } from "@/session/useSession";

const KEY = "crossdock.exceptions";

export const VIEWS = ["plain", "full"] as const;
export type View = (typeof VIEWS)[number];

/** What somebody chose last; else plain words for whoever works on held records and edits no mappings. */
export function readView(rights: readonly Right[]): View {
  const chosen = VIEWS.find((view) => view === localStorage.getItem(KEY));
  return chosen ?? (rights.includes("operate") && !rights.includes("edit") ? "plain" : "full");
}

export function rememberView(view: View): void {
  localStorage.setItem(KEY, view);
}
