import type { Shape } from "@/api/client";

export interface Usage {
  flow: string;
  end: "source" | "target";
}

/** Which flows come from a connection or go to it; a flow finds it by its name in every environment. */
export function usedBy(connection: string, flows: readonly Pick<Shape["Flow"], "definition">[]): Usage[] {
  return flows.flatMap(({ definition: { name, source, target } }) => [
    ...(source.connection === connection ? [{ flow: name, end: "source" as const }] : []),
    ...(target.connection === connection ? [{ flow: name, end: "target" as const }] : []),
  ]);
}
