import type { Shape } from "@/api/client";
import { sumsOf } from "@/format/money";

export interface Group {
  code: string;
  /** Oldest first. */
  holds: Shape["Hold"][];
  owners: string[];
  since: string;
  /** The money that waits, one sum for each currency; an object counts once. */
  worth: Shape["Money"][];
  /** What the project says about such holds; the same for all of a code. */
  playbook: string;
}

/** Held records by their code, the largest group first; of equal ones the one that waits longest. */
export function groupByCode(holds: readonly Shape["Hold"][]): Group[] {
  const codes = [...new Set(holds.map(({ code }) => code))];
  return codes
    .map((code) =>
      groupOf(
        code,
        holds.filter((hold) => hold.code === code),
      ),
    )
    .sort(byWeight);
}

function groupOf(code: string, held: Shape["Hold"][]): Group {
  const holds = held.toSorted((a, b) => a.since.localeCompare(b.since));
  const owners = [...new Set(holds.map(({ owner }) => owner))].sort();
  const worth = sumsOf(worthsOf(held));
  return { code, holds, owners, worth, since: holds[0]?.since ?? "", playbook: holds[0]?.playbook ?? "" };
}

/** One for each object, as the latest of its records told it: an order and its cancellation are the same money. */
function worthsOf(held: readonly Shape["Hold"][]): Shape["Money"][] {
  const inOrder = held.toSorted((a, b) => (a.record < b.record ? -1 : 1)); // Ids of records grow as they come.
  return [...new Map(inOrder.flatMap(({ object_id, worth }) => (worth ? [[object_id, worth]] : []))).values()];
}

function byWeight(a: Group, b: Group): number {
  return b.holds.length - a.holds.length || a.since.localeCompare(b.since);
}
