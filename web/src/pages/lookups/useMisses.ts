import { type Place, queries } from "@/api/client";

const EVERY_MS = 10_000;

/** The rows that held records of an environment wait for, with how many wait and what they are worth. */
export function useMisses(place: Place) {
  const { data } = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/holds/misses",
    { params: { path: place } },
    { refetchInterval: EVERY_MS },
  );
  return data?.items ?? [];
}
