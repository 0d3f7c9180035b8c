import { api, type Shape } from "@/api/client";
import { eventsOf } from "./events";

export type Plan = Shape["Plan"];
export type PlanAsked = Shape["PlanNew"];

/** Has the server map the last records with two versions; tells each time what is known, until all is. */
export async function makePlan(
  project: string,
  asked: PlanAsked,
  tell: (plan: Plan) => void,
  signal: AbortSignal,
): Promise<void> {
  const { data, error } = await api.POST("/api/v1/projects/{project}/plans", {
    params: { path: { project } },
    body: asked,
    parseAs: "stream",
    signal,
  });
  if (error) throw error;
  if (!data) return;
  for await (const event of eventsOf(data)) {
    if (event.name === "problem") throw JSON.parse(event.data);
    tell(JSON.parse(event.data) as Plan);
  }
}

/** In how many messages a target field comes out differently; undefined until that is known. */
export function effectOn(plan: Plan | null, target: string): number | undefined {
  if (!plan?.done || plan.against == null) return undefined;
  return plan.fields.find((field) => field.target === target)?.messages ?? 0;
}

/** Fields that come out differently though no rule of theirs changed: what they are made of did. */
export function alsoDiffering(plan: Plan | null, diff: Shape["FieldDiff"]): Plan["fields"] {
  const told = new Set(diff.fields.map(({ target }) => target));
  return plan?.done ? plan.fields.filter(({ target }) => !told.has(target)) : [];
}
