import { Badge, Stack, Text } from "@mantine/core";
import type { Shape } from "@/api/client";
import { texts } from "@/texts";

const words = texts.mappings.fixturesPage;

/** Whether a fixture passed, and every place where something else came out. */
export function FixtureOutcome({ result }: { result: Shape["FixtureResult"] | undefined }) {
  if (!result) {
    return (
      <Text size="sm" c="dimmed">
        {words.notRun}
      </Text>
    );
  }
  return (
    <Stack gap={4} align="flex-start">
      <Badge color={result.passed ? "teal" : "red"} variant="light" className="badge">
        {result.passed ? words.ok : words.bad}
      </Badge>
      {!result.passed && <Text size="sm">{result.message}</Text>}
      {result.differences.map(({ pointer, expected, actual }) => (
        <Text key={pointer} size="xs">
          <code>{pointer}</code> {words.expected}: <code>{JSON.stringify(expected)}</code>, {words.actual}:{" "}
          <code>{JSON.stringify(actual)}</code>
        </Text>
      ))}
    </Stack>
  );
}
