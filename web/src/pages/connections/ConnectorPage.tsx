import { Button, Stack, Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { CreateConnection } from "@/pages/connections/CreateConnection";
import { fieldsOf } from "@/pages/connections/settings";
import { Asked } from "@/parts/Asked";
import { Page } from "@/parts/Page";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.connectors;

/** What a connector reads, writes and listens to, and what it needs; from here a connection is made. */
export function ConnectorPage() {
  const place = usePlace();
  const name = useName("connector");
  const [search, setSearch] = useSearchParams();
  const mayCreate = useMay("administer");
  const found = queries.useQuery("get", "/api/v1/connectors/{connector}", { params: { path: { connector: name } } });
  return (
    <Asked query={found}>
      {(connector) => (
        <Page
          title={connector.title}
          trail={[[words.title, pathTo("connectors", place)]]}
          lead={`${connector.summary} (${connector.plugin})`}
          actions={mayCreate && <Button onClick={() => setSearch({ new: "" })}>{words.connect}</Button>}
        >
          <Stack gap="lg">
            <Declared connector={connector} />
          </Stack>
          {mayCreate && search.has("new") && (
            <CreateConnection place={place} connector={connector} onClose={() => setSearch({}, { replace: true })} />
          )}
        </Page>
      )}
    </Asked>
  );
}

function Declared({ connector }: { connector: Shape["ConnectorDetail"] }) {
  const { columns } = words;
  const rows = {
    [words.reads]: connector.resources.map(({ name, title, description }) => [code(name), title, description]),
    [words.writes]: connector.operations.map(({ name, title, description, repeat }) => [
      code(name),
      title,
      [description, words.repeats[repeat]].filter(Boolean).join(" Repeats: "),
    ]),
    [words.webhooks]: connector.webhooks.map(({ name, title, description }) => [code(name), title, description]),
    [words.settings]: fieldsOf(connector.settings_schema).map(({ name, title, description, kind, required }) => [
      code(name),
      title,
      [description, kind === "secret" ? `(${words.secret})` : "", required ? "" : `(${words.optional})`].join(" "),
    ]),
  };
  return Object.entries(rows).map(([title, body]) => (
    <section key={title} aria-label={title}>
      <Title order={2} size="h5" mb={4}>
        {title}
      </Title>
      {body.length === 0 ? (
        <Text size="sm">{words.none}</Text>
      ) : (
        <Table
          className="declared"
          layout="fixed"
          data={{ head: [columns.name, columns.title, columns.what], body: body as ReactNode[][] }}
        />
      )}
    </section>
  ));
}

function code(name: string): ReactNode {
  return <code key={name}>{name}</code>;
}
