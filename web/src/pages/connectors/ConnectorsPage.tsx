import { Anchor, Button, Group, Paper, SimpleGrid, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { type Place, queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { usePlace } from "@/app/usePlace";
import { Asked } from "@/parts/Asked";
import { Page } from "@/parts/Page";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";
import "@/pages/connectors/connectors.css";

const words = texts.connectors;

/** The platforms that can be spoken to. */
export function ConnectorsPage() {
  const place = usePlace();
  const found = queries.useQuery("get", "/api/v1/connectors");
  return (
    <Page title={words.title} lead={words.lead}>
      <Asked query={found}>
        {({ items }) => (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            {items.map((connector) => (
              <Card key={connector.name} place={place} connector={connector} />
            ))}
          </SimpleGrid>
        )}
      </Asked>
    </Page>
  );
}

function Card({ place, connector }: { place: Place; connector: Shape["ConnectorSummary"] }) {
  const mayCreate = useMay("administer");
  const address = pathTo("connector", { ...place, connector: connector.name });
  return (
    <Paper withBorder p="md" component="article" aria-label={connector.title} className="gallery-card">
      <Title order={2} size="h5">
        <Anchor component={Link} to={address} inherit>
          {connector.title}
        </Anchor>
      </Title>
      <Text size="sm" my={6} className="gallery-summary">
        {connector.summary}
      </Text>
      <Text size="xs" c="dimmed" mb="sm">
        {words.plugin} {connector.plugin}
      </Text>
      <Group gap="xs">
        {mayCreate && (
          <Button component={Link} to={`${address}?new`} size="xs">
            {words.connect}
          </Button>
        )}
        <Button component={Link} to={address} size="xs" variant="default">
          {words.details}
        </Button>
      </Group>
    </Paper>
  );
}
