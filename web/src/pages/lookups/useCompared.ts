import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { api, type Shape } from "@/api/client";
import { cellsOf, rowsOf, withoutGuards } from "@/pages/lookups/cells";

/** What the server would do with each row of a pasted text; undefined while it has none, or is not known. */
export function useCompared(project: string, { definition, revision }: Shape["Lookup"], text: string) {
  const settled = useDeferredValue(text);
  const rows = useMemo(() => {
    const cells = cellsOf(settled);
    return rowsOf(settled.includes("\t") ? cells : withoutGuards(cells), definition);
  }, [settled, definition]);
  const found = useQuery({
    queryKey: ["lookups", "compared", project, definition.name, revision, settled],
    enabled: rows.length > 0,
    gcTime: 10_000,
    queryFn: async ({ signal }) => {
      const { data, error } = await api.POST("/api/v1/projects/{project}/lookups/{lookup}/rows/comparison", {
        params: { path: { project, lookup: definition.name } },
        body: { rows },
        signal,
      });
      if (!data) throw error;
      return data.items;
    },
  });
  return { compared: rows.length > 0 ? found.data : undefined, error: found.error };
}
