import { useQueries } from "@tanstack/react-query";
import { queries, type Shape } from "@/api/client";
import { useSession } from "@/session/useSession";

export type Live = Shape["LiveVersion"];

/** What is live in each environment of a project, in the order in which changes travel; `live` is undefined until it is known. */
export function useLiveVersions(project: string): { environment: string; live: Live[] | undefined }[] {
  const environments = useSession().projects.find(({ name }) => name === project)?.environments ?? [];
  const found = useQueries({
    queries: environments.map((environment) =>
      queries.queryOptions("get", "/api/v1/projects/{project}/environments/{environment}/mappings", {
        params: { path: { project, environment } },
      }),
    ),
  });
  return environments.map((environment, n) => ({ environment, live: found[n]?.data?.items }));
}
