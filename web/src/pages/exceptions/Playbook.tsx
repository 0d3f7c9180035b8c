import { Paper, Spoiler, Text, Title } from "@mantine/core";
import { Markdown } from "@/parts/Markdown";
import { texts } from "@/texts";

const words = texts.exceptions;

const LISTED_PIXELS = 240;

interface Props {
  code: string;
  text: string;
  /** Among others a long one is cut short until somebody wants to read on. */
  listed?: boolean;
}

/** What whoever runs the flows wrote about such a hold. */
export function Playbook({ code, text, listed = false }: Props) {
  return (
    <Paper withBorder p="md" component="aside" aria-label={words.playbook}>
      <Title order={3} size="h6" mb="xs">
        {words.playbook}
      </Title>
      {text ? (
        <Spoiler
          maxHeight={listed ? LISTED_PIXELS : Number.MAX_SAFE_INTEGER}
          showLabel={words.readOn}
          hideLabel={words.readLess}
        >
          <Markdown text={text} />
        </Spoiler>
      ) : (
        <Text size="sm" c="dimmed">
          {words.noPlaybook(code)}
        </Text>
      )}
    </Paper>
  );
}
