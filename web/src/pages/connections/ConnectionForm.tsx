import { Button, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { queries, type Shape } from "@/api/client";
import type { ConnectionPlace } from "@/pages/connections/ConnectionPage";
import { ExpiringSettings } from "@/pages/connections/ExpiringSettings";
import { SandboxSwitch } from "@/pages/connections/SandboxSwitch";
import { useExpiries } from "@/pages/connections/useExpiries";
import { useSettings } from "@/pages/connections/useSettings";
import { Asked } from "@/parts/Asked";
import { notify } from "@/parts/notices";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.connections;
const ADDRESS = "/api/v1/projects/{project}/environments/{environment}/connections/{connection}";

interface Props {
  place: ConnectionPlace;
  connection: Shape["Connection"];
  mayChange: boolean;
}

/** A connection's settings; secrets can be written, never read. */
export function ConnectionForm(props: Props) {
  const { connector } = props.connection;
  const found = queries.useQuery("get", "/api/v1/connectors/{connector}", { params: { path: { connector } } });
  return <Asked query={found}>{(detail) => <Form {...props} connector={detail} />}</Asked>;
}

function Form({ place, connection, mayChange, connector }: Props & { connector: Shape["ConnectorDetail"] }) {
  const client = useQueryClient();
  const form = useSettings(connector.settings_schema, connection.settings);
  const expiries = useExpiries(connection.expiries);
  const save = queries.useMutation("put", ADDRESS, {
    onSuccess: () => {
      notify(words.saved(connection.name));
      return client.invalidateQueries();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const header = { "If-Match": `"${connection.revision}"` };
    save.mutate({ params: { path: place, header }, body: { ...form.body(), expires_on: expiries.body() } });
  }

  return (
    <form onSubmit={submit} aria-label={words.settings}>
      <Stack>
        {connector.sandbox && mayChange && (
          <SandboxSwitch connector={connector.name} form={form} hasSecrets={connection.secrets_set.length > 0} />
        )}
        <ExpiringSettings form={form} expiries={expiries} connection={connection} />
        {save.error && <ProblemNote error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!mayChange}>
            {words.save}
          </Button>
          {!mayChange && <Text size="sm">{words.mayNot}</Text>}
        </Group>
      </Stack>
    </form>
  );
}
