import type { Place, Shape } from "@/api/client";

const KEY = "crossdock.place";

/** Keeps where somebody worked last, in this browser. */
export function rememberPlace(place: Place): void {
  localStorage.setItem(KEY, JSON.stringify(place));
}

/** Where to begin: where somebody worked last, if it is still there; else the first environment of the first project. */
export function firstPlace(projects: readonly Pick<Shape["Project"], "name" | "environments">[]): Place | null {
  const last = remembered();
  if (last && projects.some(({ name, environments }) => name === last.project && has(environments, last))) return last;
  for (const { name, environments } of projects) {
    if (environments[0]) return { project: name, environment: environments[0] };
  }
  return null;
}

function has(environments: readonly string[], place: Place): boolean {
  return environments.includes(place.environment);
}

function remembered(): Place | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    return null; // Somebody else's text under our key: as good as none.
  }
}
