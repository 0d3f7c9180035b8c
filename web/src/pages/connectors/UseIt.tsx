import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { type Place, queries } from "@/api/client";
import { pathTo } from "@/app/places";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.connectors.resource;

interface Props {
  place: Place;
  connector: string;
  resource: string;
}

/** What a resource is good for: a new mapping, and fixtures of what came in of it. */
export function UseIt({ place, connector, resource }: Props) {
  const mayEdit = useMay("edit");
  const found = queries.useQuery("get", "/api/v1/projects/{project}/mappings", {
    params: { path: { project: place.project }, query: { limit: 200 } },
  });
  if (!mayEdit) return null;
  const reading = (found.data?.items ?? []).filter(
    ({ source }) => source.connector === connector && source.resource === resource,
  );
  return (
    <Stack component="section" aria-label={words.use} gap="xs" mt="lg">
      <Title order={2} size="h5">
        {words.use}
      </Title>
      <Group>
        <Button
          component={Link}
          variant="default"
          to={`${pathTo("newMapping", { ...place })}?source=${connector}/${resource}`}
        >
          {words.map}
        </Button>
      </Group>
      <Text size="sm">{reading.length > 0 ? words.captureText : words.noMapping}</Text>
      {reading.map(({ name }) => (
        <Text key={name} size="sm">
          {name}:{" "}
          <Anchor
            component={Link}
            size="sm"
            underline="always"
            to={`${pathTo("fixtures", { ...place, mapping: name })}?capture`}
          >
            {words.capture}
          </Anchor>
        </Text>
      ))}
    </Stack>
  );
}
