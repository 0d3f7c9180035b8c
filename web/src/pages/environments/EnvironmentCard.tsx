import { Anchor, Badge, Group, Paper, Text } from "@mantine/core";
import { Link } from "react-router";
import { queries, type Shape } from "@/api/client";
import { isLive } from "@/app/environments";
import { pathTo } from "@/app/places";
import { usePlace } from "@/app/usePlace";
import { texts } from "@/pages/environments/texts";
import "./environments.css";

/** The colour of the banner that stands above every page of such an environment. */
const LIVE = "#b3261e";

interface Props {
  project: Pick<Shape["Project"], "name" | "environments">;
  environment: string;
}

/** One environment: whether it is the real one, what is live in it, and whether its flows run. */
export function EnvironmentCard({ project, environment }: Props) {
  const here = usePlace().environment === environment;
  const live = isLive(project, environment);
  const params = { path: { project: project.name, environment } };
  const mappings = queries.useQuery("get", "/api/v1/projects/{project}/environments/{environment}/mappings", {
    params,
  });
  const flows = queries.useQuery("get", "/api/v1/projects/{project}/environments/{environment}/flows", { params });
  const states = flows.data?.items;
  const resting = states?.filter(({ status }) => status && status !== "running").length ?? 0;
  return (
    <Paper withBorder p="md" className={live ? "environment environment-live" : "environment"}>
      <Group gap="xs" mb={6}>
        <Anchor component={Link} to={pathTo("home", { project: project.name, environment })} fw={600}>
          {environment}
        </Anchor>
        <Badge color={live ? LIVE : "gray"} variant={live ? "filled" : "light"} className="badge">
          {live ? texts.live : texts.trial}
        </Badge>
      </Group>
      {states && <Text size="sm">{states.length ? texts.resting(resting, states.length) : texts.noFlows}</Text>}
      {mappings.data && <Text size="sm">{texts.mappingsLive(mappings.data.items.length)}</Text>}
      {here && (
        <Text size="sm" fw={600}>
          {texts.here}
        </Text>
      )}
    </Paper>
  );
}
