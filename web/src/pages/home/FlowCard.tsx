import { Anchor, Group, Paper, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import type { Place, Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { FlowStanding } from "@/pages/home/FlowStanding";
import { Halt, StatusBadge, SwitchButton } from "@/pages/home/FlowStatus";
import type { Period } from "@/pages/home/period";
import { texts } from "@/texts";

const words = texts.flows;

interface Props {
  place: Place;
  flow: Shape["FlowDefinition"];
  state: Shape["FlowState"];
  poll: Shape["PollStatus"] | undefined;
  period: Period;
}

/** A flow: what it does, how it stands, and its equation. */
export function FlowCard({ place, flow, state, poll, period }: Props) {
  return (
    <Paper withBorder p="md" component="article" aria-label={flow.name}>
      <Group justify="space-between" mb="xs" align="flex-start" wrap="nowrap">
        <div>
          <Group gap="xs">
            <Title order={2} size="h4">
              <Anchor component={Link} to={pathTo("flow", { ...place, flow: flow.name })} inherit>
                {flow.name}
              </Anchor>
            </Title>
            <StatusBadge state={state} />
          </Group>
          <Text size="sm" c="dimmed">
            {flow.description || pathOf(flow)}
          </Text>
          <Text size="xs" c="dimmed">
            {flow.description ? `${pathOf(flow)}. ` : ""}
            {words.owner(flow.owner)}
          </Text>
        </div>
        <SwitchButton place={place} state={state} />
      </Group>
      <Halt state={state} />
      <FlowStanding place={place} flow={flow.name} period={period} poll={poll} />
    </Paper>
  );
}

function pathOf({ source, mapping, target }: Shape["FlowDefinition"]): string {
  const start = source.webhook || source.poll?.resource.replaceAll("_", " ") || "";
  return words.path(source.connection, start, mapping, target.connection, target.operation);
}
