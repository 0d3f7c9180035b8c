import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loading } from "@/parts/Loading";
import { ProblemNote } from "@/parts/ProblemNote";

interface Props<T> {
  query: Pick<UseQueryResult<T, unknown>, "data" | "error" | "refetch">;
  children: (data: T) => ReactNode;
}

/** The answer to a question, or that it is on its way, or why there is none. */
export function Asked<T>({ query, children }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  return query.error ? <ProblemNote error={query.error} onRetry={query.refetch} /> : <Loading />;
}
