import { Paper, Text, Title } from "@mantine/core";
import { Markdown } from "@/parts/Markdown";
import { texts as shared } from "@/texts";
import { adviceOf } from "./plainly";
import { texts } from "./texts";

/** What to do, in the playbook's words. */
export function Advice({ playbook }: { playbook: string }) {
  const advice = adviceOf(playbook);
  return (
    <Paper withBorder p="md" component="aside" aria-label={shared.exceptions.playbook}>
      <Title order={3} size="h6" mb="xs">
        {shared.exceptions.playbook}
      </Title>
      {advice ? (
        <Markdown text={advice} />
      ) : (
        <Text size="sm" c="dimmed">
          {texts.noPlaybook}
        </Text>
      )}
    </Paper>
  );
}
