import { useQuery } from "@tanstack/react-query";
import { type Example, suggest } from "@/start/server";
import type { Input } from "./inputs";
import type { MappingPlace } from "./server";

const MOST_EXAMPLES = 5;

/** What may fill the fields of a mapping's target; asked once, when somebody wants to know. */
export function useSuggestions(place: MappingPlace, inputs: readonly Input[], wanted: boolean) {
  return useQuery({
    queryKey: ["editor", "suggestions", place.project, place.mapping],
    queryFn: ({ signal }) => suggest(place.project, { examples: examplesIn(inputs), mapping: place.mapping }, signal),
    enabled: wanted && inputs.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** Fixtures with their whole output, which prove what is suggested; without any, the first input. */
export function examplesIn(inputs: readonly Input[]): Example[] {
  const pairs = inputs.flatMap(({ payload, expects }) =>
    expects !== null && "output" in expects && !expects.partial ? [{ source: payload, target: expects.output }] : [],
  );
  return pairs.length > 0
    ? pairs.slice(0, MOST_EXAMPLES)
    : inputs.slice(0, 1).map(({ payload }) => ({ source: payload }));
}
