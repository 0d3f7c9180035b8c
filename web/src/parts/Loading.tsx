import { Group, Loader, Text } from "@mantine/core";
import { texts } from "@/texts";

/** Something is on its way. */
export function Loading() {
  return (
    <Group gap="xs" p="md" role="status">
      <Loader size="sm" />
      <Text size="sm" c="dimmed">
        {texts.shared.loading}
      </Text>
    </Group>
  );
}
