import { Anchor, List, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { type Place, queries } from "@/api/client";
import { pathTo } from "@/app/places";
import { Asked } from "@/parts/Asked";
import { texts } from "@/texts";

const words = texts.lookups.usage;

/** What asks a lookup: mappings with the fields that they make of it, and guards. */
export function LookupUsage({ place, lookup }: { place: Place; lookup: string }) {
  const found = queries.useQuery("get", "/api/v1/projects/{project}/lookups/{lookup}/usage", {
    params: { path: { project: place.project, lookup } },
  });
  return (
    <section aria-label={words.title}>
      <Title order={2} size="h5" mb={4}>
        {words.title}
      </Title>
      <Asked query={found}>
        {({ mappings, guards }) => (
          <List size="sm" spacing={4}>
            {mappings.map(({ mapping, version, latest, environments, targets }) => (
              <List.Item key={`${mapping} ${version}`}>
                <Anchor component={Link} size="sm" underline="always" to={pathTo("editor", { ...place, mapping })}>
                  {mapping}
                </Anchor>{" "}
                {words.standing(version, latest, environments)}: <code>{targets.join(", ")}</code>
              </List.Item>
            ))}
            {guards.map(({ flow, guard }) => (
              <List.Item key={`${flow} ${guard}`}>{words.guard(guard, flow)}</List.Item>
            ))}
            {mappings.length + guards.length === 0 ? <Text size="sm">{words.nowhere}</Text> : null}
          </List>
        )}
      </Asked>
    </section>
  );
}
