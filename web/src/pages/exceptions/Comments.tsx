import { Button, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { queries } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { Asked } from "@/parts/Asked";
import { ProblemNote } from "@/parts/ProblemNote";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions.notes;
const COMMENTS = "/api/v1/projects/{project}/environments/{environment}/holds/{record}/comments";
const LONGEST = 4000;

/** What people said about a record, oldest first. */
export function Comments({ place }: { place: RecordPlace }) {
  const mayOperate = useMay("operate");
  const found = queries.useQuery("get", COMMENTS, { params: { path: place, query: { limit: 200 } } });
  return (
    <Paper withBorder p="md" component="section" aria-label={words.comments}>
      <Title order={2} size="h6" mb="xs">
        {words.comments}
      </Title>
      <Stack gap="sm">
        <Asked query={found}>
          {({ items }) =>
            items.length === 0 ? (
              <Text size="sm" c="dimmed">
                {words.noComments}
              </Text>
            ) : (
              items.map(({ id, author, at, text }) => (
                <div key={id}>
                  <Text size="xs" c="dimmed">
                    {author}, <Time at={at} exact />
                  </Text>
                  <Text size="sm" className="said">
                    {text}
                  </Text>
                </div>
              ))
            )
          }
        </Asked>
        {mayOperate && <Say place={place} />}
      </Stack>
    </Paper>
  );
}

function Say({ place }: { place: RecordPlace }) {
  const [text, setText] = useState("");
  const client = useQueryClient();
  const say = queries.useMutation("post", COMMENTS, {
    onSuccess: () => {
      setText("");
      return client.invalidateQueries();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    say.mutate({ params: { path: place }, body: { text } });
  }

  return (
    <form onSubmit={submit}>
      <Textarea
        label={words.comment}
        description={words.commentHint}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={LONGEST}
        autosize
        minRows={2}
        required
      />
      {say.error && <ProblemNote error={say.error} />}
      <Group mt="xs">
        <Button type="submit" size="xs" variant="default" disabled={!text.trim()} loading={say.isPending}>
          {words.say}
        </Button>
      </Group>
    </form>
  );
}
