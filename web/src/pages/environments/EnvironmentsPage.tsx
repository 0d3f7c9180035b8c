import { Group, Select, Stack, Text } from "@mantine/core";
import { useSearchParams } from "react-router";
import { pathTo } from "@/app/places";
import { usePlace } from "@/app/usePlace";
import { PromotionHistory } from "@/changes/PromotionHistory";
import { ComparedConnections } from "@/pages/environments/ComparedConnections";
import { ComparedFlows } from "@/pages/environments/ComparedFlows";
import { ComparedMappings } from "@/pages/environments/ComparedMappings";
import { EnvironmentCard } from "@/pages/environments/EnvironmentCard";
import { SharedLookups } from "@/pages/environments/SharedLookups";
import { texts } from "@/pages/environments/texts";
import { Page } from "@/parts/Page";
import { useSession } from "@/session/useSession";

/** Two environments of one project, in the order in which changes travel. */
export interface Two {
  project: string;
  left: string;
  right: string;
}

/** All environments of a project, and what is different between two of them. */
export function EnvironmentsPage() {
  const place = usePlace();
  const project = useSession().projects.find(({ name }) => name === place.project);
  if (!project) return null;
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Stack>
        <Group align="stretch" gap="sm">
          {project.environments.map((environment) => (
            <EnvironmentCard key={environment} project={project} environment={environment} />
          ))}
        </Group>
        <Comparison project={project.name} environments={project.environments} />
        <PromotionHistory project={place.project} environment={place.environment} />
      </Stack>
    </Page>
  );
}

/** Which two are compared stands in the address; by itself this one with the next, or else with the one before. */
function Comparison({ project, environments }: { project: string; environments: readonly string[] }) {
  const here = usePlace().environment;
  const [search, setSearch] = useSearchParams();
  const at = environments.indexOf(here);
  const others = environments.filter((environment) => environment !== here);
  const asked = others.find((environment) => environment === search.get("with"));
  const other = asked ?? environments[at + 1] ?? environments[at - 1];
  if (!other) return <Text size="sm">{texts.onlyOne}</Text>;
  const isLeft = at < environments.indexOf(other);
  const two: Two = { project, left: isLeft ? here : other, right: isLeft ? other : here };
  return (
    <>
      <Group align="flex-end" gap="xs">
        <Text size="sm" pb={8}>
          {texts.compare} <b>{here}</b>
        </Text>
        <Select
          label={texts.with}
          data={others}
          value={other}
          onChange={(value) => value && setSearch({ with: value }, { replace: true })}
          allowDeselect={false}
          w={160}
        />
      </Group>
      <ComparedMappings two={two} />
      <ComparedFlows two={two} />
      <ComparedConnections two={two} />
      <SharedLookups project={project} to={pathTo("lookups", { project, environment: here })} />
    </>
  );
}
