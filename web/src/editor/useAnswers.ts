import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { Shape } from "@/api/client";
import type { Input } from "./inputs";
import type { Json } from "./json";
import * as server from "./server";
import { type Rule, rulesIn } from "./text/rules";
import type { Resting } from "./useResting";

const MOST_INPUTS = 40;

/** What the server says about a text; all of one text, which may be the one before the last keys. */
export interface Answers {
  /** Of the last text that could be read: half-typed, a text has lost rules that it will have again. */
  fields: { text: string; rules: Rule[]; known: boolean };
  findings: { text: string; items: readonly Shape["LintFinding"][] };
  mapped: (server.Mapped & { text: string }) | undefined;
  trace: (Shape["Trace"] & { text: string }) | undefined;
  /** Outputs of all inputs; null while they are not known. */
  produced: readonly Json[] | null;
  /** Whether all that is known to be wrong is known of the text as it stands; null: it could not be looked at. */
  checked: boolean | null;
  error: unknown;
}

const OPTIONS = {
  placeholderData: keepPreviousData,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 10_000,
  retry: false,
};
const EMPTY_FIELDS = { text: "", rules: [], known: false };
const EMPTY_FINDINGS = { text: "", items: [] };

/** Asks the server about a text each time typing pauses. Answers to texts that are past are dropped. */
export function useAnswers(
  place: server.MappingPlace,
  { text: asked, rested, isPresent }: Resting,
  input: Input | undefined,
  inputs: readonly Input[],
): Answers {
  const { fields, findings, mapped, trace, produced } = useQuestions(place, { asked, rested }, input, inputs);
  const lastRead = useRef<Answers["fields"] | null>(null);
  if (fields.data?.readable) lastRead.current = fields.data;
  const answers = [fields, findings, mapped, trace, produced];
  const checks = input === undefined ? [findings] : [findings, mapped, trace];
  const checked = findings.isError ? null : isPresent && checks.every(isAnswered);
  const error = answers.map((each) => each.error).find((each) => each !== null) ?? null;
  return useMemo(
    () => ({
      fields: lastRead.current ?? fields.data ?? EMPTY_FIELDS,
      findings: findings.data ?? EMPTY_FINDINGS,
      mapped: mapped.data,
      trace: trace.data,
      produced: produced.data ?? null,
      checked,
      error,
    }),
    [fields.data, findings.data, mapped.data, trace.data, produced.data, checked, error],
  );
}

/** What is asked about a text; the output first, since the person waits for it. */
function useQuestions(
  place: server.MappingPlace,
  { asked, rested }: { asked: string; rested: string },
  input: Input | undefined,
  inputs: readonly Input[],
) {
  const key = [place.project, place.mapping];
  const mapped = useQuery({
    ...OPTIONS,
    enabled: input !== undefined,
    queryKey: ["editor", "preview", ...key, input?.id, asked],
    queryFn: async ({ signal }) => ({
      ...(await server.preview(place, asked, input?.payload ?? null, signal)),
      text: asked,
    }),
  });
  const isMapped = input === undefined || isAnswered(mapped);
  const fields = useQuery({
    ...OPTIONS,
    enabled: isMapped,
    queryKey: ["editor", "fields", ...key, asked],
    queryFn: async ({ signal }) => {
      const report = await server.listFields(place, asked, signal);
      return { text: asked, rules: rulesIn(asked, report.fields), known: true, readable: report.problems.length === 0 };
    },
  });
  const findings = useQuery({
    ...OPTIONS,
    enabled: isMapped,
    queryKey: ["editor", "lint", ...key, asked],
    queryFn: async ({ signal }) => ({ text: asked, items: (await server.lint(place, asked, signal)).findings }),
  });
  const trace = useQuery({
    ...OPTIONS,
    enabled: input !== undefined && isMapped,
    queryKey: ["editor", "trace", ...key, input?.id, asked],
    queryFn: async ({ signal }) => ({
      ...(await server.trace(place, asked, input?.payload ?? null, signal)),
      text: asked,
    }),
  });
  const produced = useQuery({
    ...OPTIONS,
    enabled: inputs.length > 0 && isMapped && !trace.isPlaceholderData,
    queryKey: ["editor", "produced", ...key, inputs.length, rested],
    queryFn: ({ signal }) => outputsOf(place, rested, inputs.slice(0, MOST_INPUTS), signal),
  });
  return { fields, findings, mapped, trace, produced };
}

/** Whether a question has its own answer, or will have none. */
function isAnswered({ isFetched, isPlaceholderData }: { isFetched: boolean; isPlaceholderData: boolean }): boolean {
  return isFetched && !isPlaceholderData;
}

/** One after the other, so that what the person waits for goes first. */
async function outputsOf(
  place: server.MappingPlace,
  text: string,
  inputs: readonly Input[],
  signal: AbortSignal,
): Promise<Json[]> {
  const outputs: Json[] = [];
  for (const { payload } of inputs) {
    const { output } = await server.preview(place, text, payload, signal);
    if (output !== undefined) outputs.push(output);
  }
  return outputs;
}
