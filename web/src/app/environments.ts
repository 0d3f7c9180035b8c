import type { Shape } from "@/api/client";

const TRIAL_NAMES = new Set(["sandbox", "test", "testing", "uat", "staging", "stage", "dev", "development", "qa"]);

/** Whether an environment is the real one: the last that a change travels to, unless its name says that it is for trial. */
export function isLive(project: Pick<Shape["Project"], "environments">, environment: string): boolean {
  return project.environments.at(-1) === environment && !TRIAL_NAMES.has(environment.toLowerCase());
}
