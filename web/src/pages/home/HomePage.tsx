import { SegmentedControl, Stack } from "@mantine/core";
import { useSearchParams } from "react-router";
import { type Place, queries, type Shape } from "@/api/client";
import { usePlace } from "@/app/usePlace";
import { Expiring } from "@/pages/home/Expiring";
import { FlowCard } from "@/pages/home/FlowCard";
import { stateOf } from "@/pages/home/FlowStatus";
import { PERIODS, type Period, periodOf } from "@/pages/home/period";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { WaitingRequests } from "@/requests/WaitingRequests";
import { texts } from "@/texts";

const words = texts.flows;
const EVERY_MS = 5_000;

/** The first page of a project: its flows, and that nothing vanished. */
export function HomePage() {
  const place = usePlace();
  const [search, setSearch] = useSearchParams();
  const period = periodOf(search.get("received"));
  const flows = queries.useQuery("get", "/api/v1/projects/{project}/flows", {
    params: { path: { project: place.project }, query: { limit: 200 } },
  });
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label={words.period}
      value={period}
      onChange={(received) => setSearch({ received }, { replace: true })}
      data={PERIODS.map((value) => ({ value, label: words.periods[value] }))}
    />
  );
  return (
    <Page title={words.title} lead={words.lead} actions={choice}>
      <Asked query={flows}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.empty.title}>{words.empty.text}</Empty>
          ) : (
            <Flows place={place} flows={items} period={period} />
          )
        }
      </Asked>
    </Page>
  );
}

interface FlowsProps {
  place: Place;
  flows: readonly Shape["Flow"][];
  period: Period;
}

/** How each flow stands, looked at every few seconds. */
function Flows({ place, flows, period }: FlowsProps) {
  const often = { refetchInterval: EVERY_MS };
  const params = { params: { path: place } };
  const states = queries.useQuery("get", "/api/v1/projects/{project}/environments/{environment}/flows", params, often);
  const polls = queries.useQuery("get", "/api/v1/projects/{project}/environments/{environment}/polls", params, often);
  return (
    <Asked query={states}>
      {(found) => (
        <Stack>
          <WaitingRequests project={place.project} />
          <Expiring place={place} />
          {flows.map(({ id, definition }) => (
            <FlowCard
              key={id}
              place={place}
              flow={definition}
              period={period}
              state={stateOf(found.items, definition.name, place.environment)}
              poll={polls.data?.items.find(({ flow }) => flow === definition.name)}
            />
          ))}
        </Stack>
      )}
    </Asked>
  );
}
