import { Button, Center, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { queries, STUDIO_HEADER } from "@/api/client";
import { SESSION } from "@/api/queryClient";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.session;

/** Asks for a token, once. */
export function SignIn() {
  const client = useQueryClient();
  const [token, setToken] = useState("");
  const signIn = queries.useMutation("post", "/api/v1/session", {
    onSuccess: (session) => client.setQueryData(SESSION.queryKey, session),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    signIn.mutate({
      body: { token: token.trim() },
      params: { header: { "X-Crossdock-Studio": "1" } },
      headers: STUDIO_HEADER,
    });
  }

  return (
    <Center mih="100vh" component="main" p="md">
      <Paper withBorder p="xl" w={400} maw="100%">
        <form onSubmit={submit}>
          <Stack>
            <Text fw={700} c="dock" size="sm">
              {texts.shell.product}
            </Text>
            <Title order={1} size="h3">
              {words.title}
            </Title>
            <Text size="sm" c="dimmed">
              {words.intro}
            </Text>
            <PasswordInput
              label={words.token}
              placeholder={words.placeholder}
              description={words.where}
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
              autoComplete="current-password"
              autoFocus
              required
            />
            {signIn.error && <ProblemNote error={signIn.error} />}
            <Button type="submit" loading={signIn.isPending}>
              {words.signIn}
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
