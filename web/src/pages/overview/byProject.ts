import type { Shape } from "@/api/client";

type Standing = Shape["Standing"];

/** Standings by their project, in the order in which they come. */
export function byProject(standings: readonly Standing[]): { name: string; standings: Standing[] }[] {
  const names = [...new Set(standings.map(({ project }) => project))];
  return names.map((name) => ({ name, standings: standings.filter(({ project }) => project === name) }));
}
