import { Alert, Badge, Button, Group, Paper, Text, Title } from "@mantine/core";
import { useState } from "react";
import { type Place, queries, type Shape } from "@/api/client";
import { Equation } from "@/pages/home/Equation";
import { FlowSwitch } from "@/pages/home/FlowSwitch";
import { firstDayOf, type Period } from "@/pages/home/period";
import { Asked } from "@/parts/Asked";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.flows;
const EVERY_MS = 3_000;
const COLOURS = { running: "teal", paused: "yellow", stopped: "red" };

interface Props {
  place: Place;
  flow: Shape["FlowDefinition"];
  state: Shape["FlowState"];
  period: Period;
}

/** A flow: what it does, how it stands, and its equation. */
export function FlowCard({ place, flow, state, period }: Props) {
  const [switching, setSwitching] = useState(false);
  const mayOperate = useMay("operate");
  const status = state.status ?? "running";
  const counts = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/flows/{flow}/counts",
    { params: { path: { ...place, flow: flow.name }, query: firstDayOf(period) } },
    { refetchInterval: EVERY_MS },
  );
  return (
    <Paper withBorder p="md" component="article" aria-label={flow.name}>
      <Group justify="space-between" mb="xs" align="flex-start" wrap="nowrap">
        <div>
          <Group gap="xs">
            <Title order={2} size="h4">
              {flow.name}
            </Title>
            <Badge color={COLOURS[status]} variant="light" className="badge">
              {words.status[status]}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {flow.description || pathOf(flow)}
          </Text>
          <Text size="xs" c="dimmed">
            {flow.description ? `${pathOf(flow)}. ` : ""}
            {words.owner(flow.owner)}
          </Text>
        </div>
        {mayOperate && (
          <Button variant="default" size="xs" onClick={() => setSwitching(true)}>
            {status === "running" ? words.pause : words.resume}
          </Button>
        )}
      </Group>
      {status !== "running" && <Halt state={state} />}
      <Asked query={counts}>{(found) => <Equation place={place} counts={found} />}</Asked>
      {switching && <FlowSwitch place={place} state={state} onClose={() => setSwitching(false)} />}
    </Paper>
  );
}

function Halt({ state }: { state: Shape["FlowState"] }) {
  return (
    <Alert color={state.status === "stopped" ? "red" : "yellow"} mb="xs" title={words.pausedBy(state.by, state.reason)}>
      {state.status === "stopped" ? words.stoppedHint : words.pauseText}
    </Alert>
  );
}

function pathOf({ source, mapping, target }: Shape["FlowDefinition"]): string {
  return words.path(source.connection, source.webhook ?? "", mapping, target.connection, target.operation);
}
