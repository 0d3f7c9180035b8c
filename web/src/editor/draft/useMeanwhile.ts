import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type MappingPlace, readMeanwhile } from "../server";
import { type News, newsOf } from "./meanwhile";

const EVERY_MS = 10_000;

/** What others did since the version that the text stands on, and are doing; looked at every few seconds. */
export function useMeanwhile(place: MappingPlace, basedOn: number, enabled: boolean) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const { data, refetch } = useQuery({
    queryKey: ["editor", "meanwhile", place.project, place.mapping, basedOn],
    queryFn: ({ signal }) => readMeanwhile(place, basedOn, signal),
    refetchInterval: EVERY_MS,
    enabled,
  });
  const news: readonly News[] = data ? newsOf(data, hidden) : [];
  return {
    news,
    look: () => void refetch(),
    hide: (author: string) => setHidden((known) => new Set(known).add(author)),
  };
}
