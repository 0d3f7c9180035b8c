import { Alert, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import type { ConnectionPlace } from "@/pages/connections/ConnectionPage";
import { ConnectionSwitch, type Switching } from "@/pages/connections/ConnectionSwitch";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.connections.standing;
const EVERY_MS = 3_000;
const COLOURS = { running: "teal", draining: "yellow", paused: "yellow" };

/** Whether a connection runs; its colour never says it alone. */
export function StandingBadge({ state }: { state: Shape["ConnectionState"] }) {
  const status = state.status ?? "running";
  return (
    <Badge color={COLOURS[status]} variant="light" className="badge">
      {words.status[status]}
    </Badge>
  );
}

/** How an environment's connections stand, looked at every few seconds. */
export function useStandings({ project, environment }: Pick<ConnectionPlace, "project" | "environment">) {
  const found = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/connection-states",
    { params: { path: { project, environment } } },
    { refetchInterval: EVERY_MS },
  );
  return found.data?.items ?? [];
}

/** Whether a connection runs, who paused it and why; and its switches. */
export function ConnectionStanding({ place }: { place: ConnectionPlace }) {
  const state = useStandings(place).find(({ connection }) => connection === place.connection);
  const [switching, setSwitching] = useState<Switching | null>(null);
  const mayOperate = useMay("operate");
  if (!state) return null;
  const choices: Switching[] = (state.status ?? "running") === "running" ? ["pause", "drain"] : ["resume"];
  return (
    <Stack gap="xs" component="section" aria-label={words.title}>
      <Group gap="xs">
        <StandingBadge state={state} />
        {mayOperate
          ? choices.map((choice) => (
              <Button key={choice} variant="default" size="xs" onClick={() => setSwitching(choice)}>
                {words.switches[choice].do}
              </Button>
            ))
          : null}
      </Group>
      <Halted state={state} />
      {switching && <ConnectionSwitch place={place} switching={switching} onClose={() => setSwitching(null)} />}
    </Stack>
  );
}

/** Who paused or drains it since when, why, and what is still under way. */
function Halted({ state }: { state: Shape["ConnectionState"] }) {
  const status = state.status ?? "running";
  if (status === "running") return null;
  return (
    <Alert color="yellow" title={words.by(state.by, state.reason)}>
      {state.since ? (
        <Text size="sm">
          {words.since} <Time at={state.since} />
        </Text>
      ) : null}
      <Text size="sm">{status === "draining" ? words.draining(state.under_way) : words.paused}</Text>
    </Alert>
  );
}
