import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

interface Answer<T> {
  data?: { items: T[]; next?: string | null };
  error?: unknown;
}

/** A long list, a page at a time: `data` is everything read so far. `ask` is called with the cursor of the next page. */
export function usePages<T>(key: QueryKey, ask: (cursor?: string) => Promise<Answer<T>>, everyMs?: number) {
  return useInfiniteQuery({
    queryKey: ["pages", ...key],
    queryFn: async ({ pageParam }) => {
      const { data, error } = await ask(pageParam);
      if (!data) throw error;
      return data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    ...(everyMs ? { refetchInterval: everyMs } : {}),
  });
}
