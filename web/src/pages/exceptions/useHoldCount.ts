import { type Place, queries } from "@/api/client";

const EVERY_MS = 15_000;
const MOST = 200;

/** How many records wait for a person, as it is told in the navigation: '200+' where there are more than one page. */
export function useHoldCount(place: Place): string | null {
  const { data } = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/holds",
    { params: { path: place, query: { limit: MOST, rest: "awake" } } },
    { refetchInterval: EVERY_MS },
  );
  if (!data || data.items.length === 0) return null;
  return data.next ? `${MOST}+` : String(data.items.length);
}
