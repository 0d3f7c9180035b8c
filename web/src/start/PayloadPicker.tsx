import { NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Place, Shape } from "@/api/client";
import { type Input, inputsOfSamples } from "@/editor/inputs";
import { writeJson } from "@/editor/json";
import { readResource } from "@/editor/server";
import { ProblemNote } from "@/parts/ProblemNote";
import * as server from "./server";
import { texts } from "./texts";
import type { Typed } from "./useExamples";

interface Props {
  heading: string;
  resourceLabel: string;
  resources: readonly string[];
  resource: string;
  onResource(name: string): void;
  typed: Typed;
  onText(text: string): void;
  hint?: string;
  /** Records whose payload can be taken; a target has none. */
  records?: readonly Shape["Record"][];
  place: Place;
}

/** One of the two examples: pasted, or taken from a resource's samples or a record. */
export function PayloadPicker(props: Props) {
  const { heading, resource, typed, onText } = props;
  const [error, setError] = useState<unknown>(null);
  const samples = useSamples(resource);
  const take = async (id: string) => {
    setError(null);
    try {
      const [kind = "", name = ""] = id.split(/:(.*)/s);
      if (kind === "sample") onText(writeJson(samples.find((each) => each.name === name)?.payload ?? null, 2));
      if (kind === "record") onText(await server.readRecord(props.place, name));
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <Stack component="section" gap="xs" aria-label={heading}>
      <h2 className="st-heading">{heading}</h2>
      <NativeSelect
        label={props.resourceLabel}
        value={resource}
        onChange={(event) => props.onResource(event.currentTarget.value)}
        data={[{ value: "", label: texts.noResource }, ...props.resources]}
      />
      <NativeSelect
        label={texts.takeFrom}
        value=""
        disabled={samples.length === 0 && (props.records ?? []).length === 0}
        onChange={(event) => void take(event.currentTarget.value)}
        data={[{ value: "", label: texts.choose }, ...offers(resource, samples, props.records ?? [])]}
      />
      <Textarea
        label={texts.payload}
        description={props.hint ?? texts.payloadHint}
        value={typed.text}
        error={typed.fault}
        onChange={(event) => onText(event.currentTarget.value)}
        classNames={{ input: "st-payload" }}
        spellCheck={false}
        autosize
        minRows={12}
        maxRows={22}
      />
      {error ? <ProblemNote error={error} /> : null}
    </Stack>
  );
}

function useSamples(resource: string): readonly Input[] {
  const [connector = "", name = ""] = resource.split("/");
  const found = useQuery({
    queryKey: ["start", "resource", resource],
    queryFn: async ({ signal }) => inputsOfSamples(await readResource({ connector, resource: name }, signal)),
    enabled: resource !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  return found.data ?? [];
}

function offers(resource: string, samples: readonly Input[], records: readonly Shape["Record"][]) {
  const ofSamples = samples.map(({ name }) => ({ value: `sample:${name}`, label: name }));
  const ofRecords = records.map(({ id, flow, key }) => ({ value: `record:${id}`, label: `${key} · ${flow}` }));
  return [
    ...(ofSamples.length > 0 ? [{ group: texts.samplesOf(resource), items: ofSamples }] : []),
    ...(ofRecords.length > 0 ? [{ group: texts.records, items: ofRecords }] : []),
  ];
}

/** A hint in small print. */
export const Hint = ({ children }: { children: string }) => (
  <Text size="xs" c="dimmed">
    {children}
  </Text>
);
