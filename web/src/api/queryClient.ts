import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { queries } from "@/api/client";
import { isPassing, problemOf } from "@/api/problem";

/** Who is signed in: one question, wherever it is asked. */
export const SESSION = queries.queryOptions("get", "/api/v1/session");

/** What the studio knows of the server. Whoever was signed out meanwhile is asked to sign in again, on the same page. */
export function buildQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => query.queryKey[1] !== SESSION.queryKey[1] && askAgain(error),
    }),
    mutationCache: new MutationCache({ onError: askAgain }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (failures, error) => failures < 2 && isPassing(error) },
    },
  });

  function askAgain(error: unknown): void {
    if (problemOf(error).status === 401) void client.invalidateQueries({ queryKey: SESSION.queryKey });
  }

  return client;
}
