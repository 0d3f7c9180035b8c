import { api, queries, type Shape } from "@/api/client";
import { usePages } from "@/api/usePages";

const PAGE = 200;

/** A lookup's rows with their use, page after page, and saving one of them. */
export function useLookupRows(
  project: string,
  lookup: string,
  unusedDays: number,
  onSaved: (released: number, revision: number) => void,
) {
  const path = { project, lookup };
  const found = usePages(["rows", project, lookup, String(unusedDays)], (cursor) =>
    api.GET("/api/v1/projects/{project}/lookups/{lookup}/usage/rows", {
      params: { path, query: { limit: PAGE, unused_days: unusedDays, ...(cursor && { cursor }) } },
    }),
  );
  const put = queries.useMutation("post", "/api/v1/projects/{project}/lookups/{lookup}/rows", {
    onSuccess: ({ released, revision }) => onSaved(released, revision),
  });
  return {
    found,
    error: put.error,
    save: ({ keys, values }: Shape["LookupRow"]) =>
      put.mutateAsync({ params: { path }, body: { keys, values, reason: "" } }).catch(() => undefined),
    more: () => {
      if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
    },
  };
}
