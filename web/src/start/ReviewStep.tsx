import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Place } from "@/api/client";
import { Empty } from "@/parts/Empty";
import { ComposedText } from "./ComposedText";
import { CreateForm } from "./CreateForm";
import { choicesOf, type Decisions } from "./choices";
import { SuggestionTable } from "./SuggestionTable";
import * as server from "./server";
import { texts } from "./texts";
import type { Examples } from "./useExamples";

interface Props {
  place: Place;
  examples: Examples;
  report: server.Report;
  decisions: Decisions;
  onDecide(decisions: Decisions): void;
  onBack(): void;
}

/** The second step: what is suggested, and the text that is made of what was accepted. */
export function ReviewStep({ place, examples, report, decisions, onDecide, onBack }: Props) {
  const { fields, failures } = report;
  const { source, target } = examples;
  const choices = choicesOf(decisions, fields);
  const example = { source: source.value ?? null, ...(target.value === undefined ? {} : { target: target.value }) };
  const composed = useQuery({
    queryKey: ["start", "text", place.project, choices, source.text, target.text],
    queryFn: ({ signal }) => server.compose(place.project, choices, example, signal),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    retry: false,
  });
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Button variant="default" size="xs" onClick={onBack}>
          {texts.back}
        </Button>
        <Text size="sm" role="status">
          {texts.summary(choices.length, fields.length)}
        </Text>
      </Group>
      {failures.map(({ name, failure }) => (
        <Alert key={name} color="orange" variant="light" title={texts.failed(name)}>
          {failure}
        </Alert>
      ))}
      {fields.length === 0 ? (
        <Empty title={texts.nothingSuggested.title}>{texts.nothingSuggested.text}</Empty>
      ) : (
        <div className="st-review">
          <SuggestionTable fields={fields} decisions={decisions} onDecide={onDecide} />
          <div className="st-side">
            <CreateForm place={place} examples={examples} text={composed.data?.text ?? ""} />
            <ComposedText
              composed={composed.data}
              error={composed.error}
              hasTarget={examples.target.value !== undefined}
            />
          </div>
        </div>
      )}
    </Stack>
  );
}
