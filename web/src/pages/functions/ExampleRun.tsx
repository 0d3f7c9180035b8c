import { Button, Code, Group, Paper, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { stringify } from "lossless-json";
import { useId, useState } from "react";
import { api, queries, type Shape } from "@/api/client";
import { previewBody } from "@/pages/functions/previewBody";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.functions;

interface Props {
  project: string;
  example: Shape["FunctionExample"];
}

/** An example of a function, to be changed and run by the server's own engine. */
export function ExampleRun({ project, example }: Props) {
  const [expression, setExpression] = useState(example.expression);
  const [input, setInput] = useState(shown(example.input));
  const mapping = useAnyMapping(project);
  const mayRun = useMay("evaluate");
  const label = useId();
  const run = useMutation({ mutationFn: () => trace({ project, mapping: mapping ?? "" }, expression, input) });
  const lookups = Object.keys(example.lookups ?? {});
  return (
    <Paper withBorder p="sm" component="article" aria-labelledby={label}>
      <Stack gap="xs">
        <Text size="sm" id={label}>
          <Code>{example.expression}</Code> {words.gives} <Code>{shown(example.result)}</Code>
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Textarea
            label={words.expression}
            value={expression}
            onChange={(event) => setExpression(event.currentTarget.value)}
            autosize
            className="mono"
          />
          <Textarea
            label={words.input}
            value={input}
            onChange={(event) => setInput(event.currentTarget.value)}
            autosize
            className="mono"
          />
        </SimpleGrid>
        {lookups.length > 0 && (
          <Text size="xs" c="dimmed">
            {words.lookups(lookups.join(", "))}
          </Text>
        )}
        <Group gap="sm">
          <Button size="xs" disabled={!mayRun || !mapping} loading={run.isPending} onClick={() => run.mutate()}>
            {words.run}
          </Button>
          {!mayRun && <Text size="xs">{words.needsRight}</Text>}
          {mayRun && mapping === null && <Text size="xs">{words.needsMapping}</Text>}
        </Group>
        <div aria-live="polite">
          {run.error && <ProblemNote error={run.error} />}
          {run.data && <Outcome trace={run.data} />}
        </div>
      </Stack>
    </Paper>
  );
}

function Outcome({ trace }: { trace: Shape["Trace"] }) {
  if (trace.problems.length > 0) return <Text size="sm">{trace.problems.map(({ message }) => message).join(" ")}</Text>;
  return (
    <Text size="sm">
      {words.result}: <Code>{trace.output === undefined ? words.nothing : shown(trace.output)}</Code>
    </Text>
  );
}

/** A mapping to run within, for texts are evaluated as drafts of one; null where there is none. */
function useAnyMapping(project: string): string | null | undefined {
  const { data } = queries.useQuery("get", "/api/v1/projects/{project}/mappings", {
    params: { path: { project }, query: { limit: 1 } },
  });
  return data && (data.items[0]?.name ?? null);
}

/** The trace says what came out, whether or not that is a message of the mapping's target. */
async function trace(
  place: { project: string; mapping: string },
  text: string,
  input: string,
): Promise<Shape["Trace"]> {
  const body = previewBody(text, input);
  const { data, error } = await api.POST("/api/v1/projects/{project}/mappings/{mapping}/trace", {
    params: { path: place },
    body: { text, input: null },
    bodySerializer: () => body,
  });
  if (!data) throw error;
  return data;
}

function shown(value: unknown): string {
  return value === undefined ? "" : (stringify(value) ?? "");
}
