import { Anchor, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { expiringSoon } from "@/format/expiry";
import { Authorise } from "@/pages/connections/Authorise";
import { CallUsage } from "@/pages/connections/CallUsage";
import { ConnectionForm } from "@/pages/connections/ConnectionForm";
import { ConnectionStanding } from "@/pages/connections/ConnectionStanding";
import { DeleteConnection } from "@/pages/connections/DeleteConnection";
import { TestConnection } from "@/pages/connections/TestConnection";
import { usedBy } from "@/pages/connections/usage";
import { Asked } from "@/parts/Asked";
import { ExpiringCredentials } from "@/parts/ExpiringCredentials";
import { Page } from "@/parts/Page";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.connections;

export type ConnectionPlace = { project: string; environment: string; connection: string };

/** A connection: its settings, whether it works, and who uses it. */
export function ConnectionPage() {
  const place = { ...usePlace(), connection: useName("connection") };
  const mayChange = useMay("administer");
  const found = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/connections/{connection}",
    { params: { path: place } },
  );
  return (
    <Asked query={found}>
      {(connection) => (
        <Page
          title={connection.name}
          trail={[[words.title, pathTo("connections", { ...place })]]}
          lead={
            <Anchor component={Link} to={pathTo("connector", { ...place, connector: connection.connector })} size="sm">
              {connection.connector}
            </Anchor>
          }
          actions={mayChange && <DeleteConnection place={place} revision={connection.revision} />}
        >
          <div className="beside">
            <ConnectionForm key={connection.revision} place={place} connection={connection} mayChange={mayChange} />
            <Stack>
              <ConnectionStanding place={place} />
              <Authorise place={place} connection={connection} />
              <ExpiringCredentials credentials={credentialsOf(connection)} />
              <TestConnection place={place} />
              <CallUsage place={place} />
              <Usage place={place} />
            </Stack>
          </div>
        </Page>
      )}
    </Asked>
  );
}

function credentialsOf({ project, environment, name, expiries }: Shape["Connection"]) {
  return expiringSoon(expiries).map(({ secret, on }) => ({
    project,
    environment,
    connection: name,
    secret,
    expires_on: on,
  }));
}

function Usage({ place }: { place: ConnectionPlace }) {
  const flows = queries.useQuery("get", "/api/v1/projects/{project}/flows", {
    params: { path: { project: place.project }, query: { limit: 200 } },
  });
  const used = usedBy(place.connection, flows.data?.items ?? []);
  return (
    <section aria-label={words.usage}>
      <Title order={2} size="h6" mb={4}>
        {words.usage}
      </Title>
      {flows.data && used.length === 0 && <Text size="sm">{words.unused}</Text>}
      {used.map(({ flow, end }) => (
        <Text key={`${flow} ${end}`} size="sm">
          <Anchor component={Link} to={pathTo("flow", { ...place, flow })} size="sm" underline="always">
            {flow}
          </Anchor>{" "}
          {end === "source" ? words.asSource : words.asTarget}
        </Text>
      ))}
    </section>
  );
}
