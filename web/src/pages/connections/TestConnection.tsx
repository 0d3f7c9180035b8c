import { Alert, Button, Stack, Text } from "@mantine/core";
import { queries } from "@/api/client";
import type { ConnectionPlace } from "@/pages/connections/ConnectionPage";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.connections;

/** Asks the platform for something, to see whether it answers and takes the credentials. */
export function TestConnection({ place }: { place: ConnectionPlace }) {
  const mayOperate = useMay("operate");
  const test = queries.useMutation(
    "post",
    "/api/v1/projects/{project}/environments/{environment}/connections/{connection}/test",
  );
  if (!mayOperate) return null;
  return (
    <Stack gap="xs" aria-live="polite">
      <Button variant="default" loading={test.isPending} onClick={() => test.mutate({ params: { path: place } })}>
        {words.test}
      </Button>
      <Text size="xs" c="dimmed">
        {words.testing}
      </Text>
      {test.error && <ProblemNote error={test.error} />}
      {test.data && (
        <Alert color={test.data.works ? "teal" : "red"} title={test.data.works ? words.works : words.fails}>
          {test.data.message} {test.data.remedy}
        </Alert>
      )}
    </Stack>
  );
}
