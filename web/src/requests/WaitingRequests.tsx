import { Paper, Stack, Title } from "@mantine/core";
import { RequestLine } from "@/requests/RequestLine";
import { texts } from "@/requests/texts";
import { useInbox } from "@/requests/useInbox";

/** What waits for the signed-in person's approval, in one project or in all; nothing where nothing does. */
export function WaitingRequests({ project }: { project?: string }) {
  const waiting = (useInbox()?.waiting ?? []).filter((request) => !project || request.project === project);
  if (waiting.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={texts.waitingTitle}>
      <Title order={2} size="h5" mb="xs">
        {texts.waitingTitle}
      </Title>
      <Stack gap="sm">
        {waiting.map((request) => (
          <RequestLine key={request.id} request={request} />
        ))}
      </Stack>
    </Paper>
  );
}
