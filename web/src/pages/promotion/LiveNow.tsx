import { Group, Paper, Text, Title } from "@mantine/core";
import type { Place } from "@/api/client";
import { queries } from "@/api/client";
import { RollBack } from "@/changes/RollBack";
import { texts } from "@/pages/promotion/texts";
import { Asked } from "@/parts/Asked";

/** What of a mapping is live here, and the way back. */
export function LiveNow({ place }: { place: Place & { mapping: string } }) {
  const found = queries.useQuery("get", "/api/v1/projects/{project}/environments/{environment}/mappings", {
    params: { path: place },
  });
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        {texts.now}
      </Title>
      <Asked query={found}>
        {({ items }) => {
          const live = items.find(({ mapping }) => mapping === place.mapping);
          if (!live) return <Text size="sm">{texts.nothingLive(place.environment)}</Text>;
          return (
            <Group justify="space-between" gap="xs">
              <Text size="sm">{texts.liveNow(live.version, place.environment)}</Text>
              <RollBack project={place.project} live={live} />
            </Group>
          );
        }}
      </Asked>
    </Paper>
  );
}
