import { Alert, Button, List, Stack, Text } from "@mantine/core";
import { type Problem, problemOf } from "@/api/problem";
import { texts } from "@/texts";

interface Props {
  error: unknown;
  /** Where asking again can help. */
  onRetry?: () => unknown;
}

/** What went wrong, where, and what to do about it. */
export function ProblemNote({ error, onRetry }: Props) {
  const problem = problemOf(error);
  return (
    <Alert color="red" variant="light" title={problem.detail} role="alert">
      <Stack gap="xs" align="flex-start">
        {problem.remedy && <Text size="sm">{problem.remedy}</Text>}
        <Places errors={problem.errors ?? []} />
        {onRetry && (
          <Button size="xs" variant="default" onClick={() => onRetry()}>
            {texts.problems.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function Places({ errors }: { errors: NonNullable<Problem["errors"]> }) {
  if (errors.length === 0) return null;
  return (
    <List size="sm">
      {errors.map((error) => (
        <List.Item key={`${error.code} ${error.pointer ?? ""} ${error.message}`}>
          {error.message} {error.remedy}
        </List.Item>
      ))}
    </List>
  );
}
