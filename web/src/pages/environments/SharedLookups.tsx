import { Anchor, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { queries } from "@/api/client";
import { texts } from "@/pages/environments/texts";
import { Asked } from "@/parts/Asked";

/** Lookups belong to the project: that they are the same everywhere is said, so that nobody edits them for one. */
export function SharedLookups({ project, to }: { project: string; to: string }) {
  const found = queries.useQuery("get", "/api/v1/projects/{project}/lookups", {
    params: { path: { project }, query: { limit: 200 } },
  });
  return (
    <section aria-label={texts.lookups}>
      <Title order={2} size="h5" mb="xs">
        {texts.lookups}
      </Title>
      <Asked query={found}>
        {({ items }) => (
          <Text size="sm">
            {items.length ? texts.shared(items.length) : texts.noLookups}{" "}
            <Anchor component={Link} to={to} size="sm" underline="always">
              {texts.toLookups}
            </Anchor>
          </Text>
        )}
      </Asked>
    </section>
  );
}
