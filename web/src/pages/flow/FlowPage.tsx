import { Anchor, SegmentedControl, Stack } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { FlowFacts } from "@/pages/flow/FlowFacts";
import { Guards } from "@/pages/flow/Guards";
import { Polls } from "@/pages/flow/Polls";
import { Subscription } from "@/pages/flow/Subscription";
import { FlowStanding } from "@/pages/home/FlowStanding";
import { Halt, StatusBadge, SwitchButton, stateOf } from "@/pages/home/FlowStatus";
import { PERIODS, periodOf } from "@/pages/home/period";
import { Asked } from "@/parts/Asked";
import { Page } from "@/parts/Page";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.flow;
const EVERY_MS = 5_000;
const HERE = "/api/v1/projects/{project}/environments/{environment}";

/** One flow: how it stands, and what it does, in plain words. */
export function FlowPage() {
  const place = { ...usePlace(), flow: useName("flow") };
  const [search, setSearch] = useSearchParams();
  const period = periodOf(search.get("received"));
  const params = { params: { path: place } };
  const found = queries.useQuery("get", "/api/v1/projects/{project}/flows/{flow}", params);
  const states = queries.useQuery("get", `${HERE}/flows`, params, { refetchInterval: EVERY_MS });
  const polls = queries.useQuery("get", `${HERE}/polls`, params, { refetchInterval: EVERY_MS });
  const state = stateOf(states.data?.items ?? [], place.flow, place.environment);
  const poll = polls.data?.items.find(({ flow }) => flow === place.flow);
  return (
    <Page
      title={place.flow}
      trail={[[texts.flows.title, pathTo("home", place)]]}
      lead={found.data?.definition.description}
      actions={
        <>
          <StatusBadge state={state} />
          <Lists place={place} />
          <SwitchButton place={place} state={state} />
        </>
      }
    >
      <Stack gap="lg">
        <Halt state={state} />
        <div>
          <SegmentedControl
            size="xs"
            mb="xs"
            aria-label={texts.flows.period}
            value={period}
            onChange={(received) => setSearch({ received }, { replace: true })}
            data={PERIODS.map((value) => ({ value, label: texts.flows.periods[value] }))}
          />
          <FlowStanding place={place} flow={place.flow} period={period} poll={poll} />
        </div>
        <Asked query={found}>
          {({ definition }) => <Definition place={place} definition={definition} poll={poll} />}
        </Asked>
      </Stack>
    </Page>
  );
}

export type FlowPlace = { project: string; environment: string; flow: string };

interface Props {
  place: FlowPlace;
  definition: Shape["FlowDefinition"];
  poll: Shape["PollStatus"] | undefined;
}

function Definition({ place, definition, poll }: Props) {
  const mayOperate = useMay("operate");
  return (
    <>
      <FlowFacts place={place} definition={definition} />
      <Guards guards={definition.guards ?? []} />
      {definition.source.webhook && mayOperate && <Subscription place={place} />}
      {definition.source.poll && <Polls place={place} poll={poll} />}
    </>
  );
}

function Lists({ place }: { place: FlowPlace }) {
  const only = `?${new URLSearchParams({ flow: place.flow })}`;
  return (
    <>
      <Anchor component={Link} to={pathTo("records", place) + only} size="sm">
        {words.records}
      </Anchor>
      <Anchor component={Link} to={pathTo("exceptions", place) + only} size="sm">
        {words.exceptions}
      </Anchor>
    </>
  );
}
