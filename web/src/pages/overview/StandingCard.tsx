import { Anchor, Badge, Group, Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Place, Shape } from "@/api/client";
import { isLive } from "@/app/environments";
import { pathTo } from "@/app/places";
import { Equation } from "@/pages/home/Equation";
import { MoneyWaiting } from "@/parts/MoneyWaiting";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.overview;

interface Props {
  standing: Shape["Standing"];
  environments: readonly string[];
  firstDay: string;
}

/** How one environment of a project stands. */
export function StandingCard({ standing, environments, firstDay }: Props) {
  const place = { project: standing.project, environment: standing.environment };
  return (
    <Paper withBorder p="md" component="article" aria-label={`${place.project}, ${place.environment}`}>
      <Group justify="space-between" mb={4}>
        <Group gap="xs">
          <Title order={3} size="h5">
            <Anchor component={Link} to={pathTo("home", place)} inherit>
              {place.environment}
            </Anchor>
          </Title>
          {isLive({ environments: [...environments] }, place.environment) && (
            <Badge color="red" variant="light" className="badge">
              {words.live}
            </Badge>
          )}
          <Alerts place={place} count={standing.alerts} />
        </Group>
        <Text size="xs" c="dimmed">
          {standing.last_received_at ? (
            <>
              {words.freshness} <Time at={standing.last_received_at} />
            </>
          ) : (
            words.silent
          )}
        </Text>
      </Group>
      <Equation place={place} numbers={standing} filters={{ first_day: firstDay }} />
      <Halted place={place} halted={standing.halted} />
      <Holds place={place} holds={standing.holds} />
      <Polls place={place} polls={standing.polls} />
    </Paper>
  );
}

function Alerts({ place, count }: { place: Place; count: number }) {
  if (count === 0) return null;
  return (
    <Anchor component={Link} to={pathTo("alerts", { ...place })} size="sm" c="red">
      {words.alerts(count)}
    </Anchor>
  );
}

function Halted({ place, halted }: { place: Place; halted: readonly Shape["FlowState"][] }) {
  if (halted.length === 0) return null;
  return (
    <Part title={words.halted}>
      {halted.map(({ flow, status, by, reason }) => (
        <div key={flow}>
          <Anchor
            component={Link}
            to={pathTo("flow", { ...place, flow })}
            size="sm"
            c={status === "stopped" ? "red" : undefined}
          >
            {status === "stopped" ? words.stopped(flow) : words.paused(flow, by, reason)}
          </Anchor>
        </div>
      ))}
    </Part>
  );
}

function Holds({ place, holds }: { place: Place; holds: readonly Shape["OwnerHolds"][] }) {
  return (
    <Part title={words.holds}>
      {holds.length === 0 && <Text size="sm">{words.noHolds}</Text>}
      {holds.map(({ owner, records, since, worth }) => (
        <Text key={owner} size="sm">
          <Anchor
            component={Link}
            to={`${pathTo("exceptions", { ...place })}?${new URLSearchParams({ owner })}`}
            size="sm"
            underline="always"
          >
            {words.owner(owner, records)}
          </Anchor>{" "}
          <Time at={since} /> <MoneyWaiting worth={worth} />
        </Text>
      ))}
    </Part>
  );
}

function Polls({ place, polls }: { place: Place; polls: readonly Shape["PollAge"][] }) {
  if (polls.length === 0) return null;
  return (
    <Part title={words.polls}>
      {polls.map(({ flow, resource, read_until, failures }) => (
        <Text key={flow} size="sm">
          <Anchor component={Link} to={pathTo("flow", { ...place, flow })} size="sm" underline="always">
            {words.readUntil(flow, resource)}
          </Anchor>{" "}
          <Time at={read_until} />
          {failures > 0 && (
            <Text span size="sm" c="red">
              , {words.failing(failures)}
            </Text>
          )}
        </Text>
      ))}
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="standing-part">
      <Text size="xs" c="dimmed" fw={600}>
        {title}
      </Text>
      {children}
    </div>
  );
}
