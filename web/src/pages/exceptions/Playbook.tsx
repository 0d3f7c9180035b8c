import { Paper, Text, Title } from "@mantine/core";
import { Markdown } from "@/parts/Markdown";
import { texts } from "@/texts";

const words = texts.exceptions;

/** What whoever runs the flows wrote about such a hold. */
export function Playbook({ code, text }: { code: string; text: string }) {
  return (
    <Paper withBorder p="md" component="aside" aria-label={words.playbook}>
      <Title order={3} size="h6" mb="xs">
        {words.playbook}
      </Title>
      {text ? (
        <Markdown text={text} />
      ) : (
        <Text size="sm" c="dimmed">
          {words.noPlaybook(code)}
        </Text>
      )}
    </Paper>
  );
}
