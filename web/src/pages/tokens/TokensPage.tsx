import { Button, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { api, type Shape } from "@/api/client";
import { usePages } from "@/api/usePages";
import { usePlace } from "@/app/usePlace";
import { IssueToken } from "@/pages/tokens/IssueToken";
import { RevokeToken } from "@/pages/tokens/RevokeToken";
import { RightsTable } from "@/pages/tokens/RightsTable";
import { stateOf } from "@/pages/tokens/state";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Facts } from "@/parts/Facts";
import { Page } from "@/parts/Page";
import { Time } from "@/parts/Time";
import { useSession } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.tokens;

/** Who may do what in a project: its tokens, issued, shown once, revoked. */
export function TokensPage() {
  const { project } = usePlace();
  const [issuing, setIssuing] = useState(false);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={<Button onClick={() => setIssuing(true)}>{words.issue}</Button>}
    >
      <Stack gap="lg">
        <Own />
        <Issued project={project} />
        <RightsTable />
      </Stack>
      {issuing && <IssueToken project={project} onClose={() => setIssuing(false)} />}
    </Page>
  );
}

function Own() {
  const { name, role, project, expires_at } = useSession();
  return (
    <section aria-label={words.own}>
      <Title order={2} size="h5" mb="xs">
        {words.own}
      </Title>
      <Facts
        facts={[
          [words.ownFacts.name, name],
          [words.ownFacts.role, role],
          [words.ownFacts.scope, project ?? words.everything],
          [words.ownFacts.expires, expires_at && <Time key="ends" at={expires_at} />],
        ]}
      />
    </section>
  );
}

function Issued({ project }: { project: string }) {
  const found = usePages(["tokens", project], (cursor) =>
    api.GET("/api/v1/projects/{project}/tokens", {
      params: { path: { project }, query: { limit: 100, ...(cursor && { cursor }) } },
    }),
  );
  return (
    <Asked query={found}>
      {(tokens) =>
        tokens.length === 0 ? (
          <Empty title={words.empty.title}>{words.empty.text}</Empty>
        ) : (
          <div className="scrolls">
            <TokenTable project={project} tokens={tokens} />
            {found.hasNextPage && (
              <Button
                variant="default"
                mt="sm"
                loading={found.isFetchingNextPage}
                onClick={() => found.fetchNextPage()}
              >
                {texts.shared.more}
              </Button>
            )}
          </div>
        )
      }
    </Asked>
  );
}

function TokenTable({ project, tokens }: { project: string; tokens: readonly Shape["Token"][] }) {
  return (
    <Table
      data={{
        head: Object.values(words.columns),
        body: tokens.map((token) => [
          token.name,
          token.role,
          <code key="prefix">{token.prefix}</code>,
          <span key="created">
            <Time at={token.created_at} /> {words.by(token.created_by)}
          </span>,
          token.last_used_at ? <Time key="used" at={token.last_used_at} /> : texts.shared.never,
          token.expires_at ? <Time key="ends" at={token.expires_at} exact /> : texts.shared.never,
          stateOf(token) === "valid" ? (
            <RevokeToken key="state" project={project} token={token} />
          ) : (
            <Text key="state" size="sm" c="dimmed">
              {words.states[stateOf(token)]}
            </Text>
          ),
        ]),
      }}
    />
  );
}
