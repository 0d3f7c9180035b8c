// What was just done, told in a corner of the page, and taken back from there where that is possible.
import { useSyncExternalStore } from "react";

export interface Notice {
  id: number;
  text: string;
  /** Takes back what was done. */
  undo?: () => Promise<unknown>;
}

let notices: readonly Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

/** Tells that something was done. */
export function notify(text: string, undo?: () => Promise<unknown>): void {
  last += 1;
  set([...notices, { id: last, text, ...(undo && { undo }) }]);
}

export function dismiss(id: number): void {
  set(notices.filter((notice) => notice.id !== id));
}

/** What is told right now, oldest first. */
export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(subscribe, () => notices);
}

function set(to: readonly Notice[]): void {
  notices = to;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
