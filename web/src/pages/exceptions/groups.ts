import type { Shape } from "@/api/client";

export interface Group {
  code: string;
  /** Oldest first. */
  holds: Shape["Hold"][];
  owners: string[];
  since: string;
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
  return { code, holds, owners, since: holds[0]?.since ?? "", playbook: holds[0]?.playbook ?? "" };
}

function byWeight(a: Group, b: Group): number {
  return b.holds.length - a.holds.length || a.since.localeCompare(b.since);
}
