import { Text } from "@mantine/core";
import { type Place, queries, type Shape } from "@/api/client";
import { Equation } from "@/pages/home/Equation";
import { HistoryChart } from "@/pages/home/HistoryChart";
import { spansOf } from "@/pages/home/history";
import { firstDayOf, type Period } from "@/pages/home/period";
import { Asked } from "@/parts/Asked";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.flows;
const FLOW = "/api/v1/projects/{project}/environments/{environment}/flows/{flow}";
const EVERY_MS = 3_000;
const HISTORY_EVERY_MS = 15_000;

interface Props {
  place: Place;
  flow: string;
  period: Period;
  poll: Shape["PollStatus"] | undefined;
}

/** A flow in numbers: its equation, what came when, and how fresh that is. */
export function FlowStanding({ place, flow, period, poll }: Props) {
  const path = { ...place, flow };
  const counted = firstDayOf(period);
  const counts = queries.useQuery(
    "get",
    `${FLOW}/counts`,
    { params: { path, query: counted } },
    { refetchInterval: EVERY_MS },
  );
  const history = queries.useQuery(
    "get",
    `${FLOW}/history`,
    { params: { path, query: spansOf(period) } },
    { refetchInterval: HISTORY_EVERY_MS },
  );
  return (
    <Asked query={counts}>
      {(found) => (
        <>
          <Equation place={place} numbers={found} filters={{ flow, ...counted }} />
          <Text size="xs" c="dimmed">
            <Freshness last={history.data?.last_received_at} /> {poll && <NextPoll poll={poll} />}
            {words.deliveries(found.deliveries, found.duplicates, found.rejected)}
          </Text>
          {history.data && <HistoryChart history={history.data} />}
        </>
      )}
    </Asked>
  );
}

function Freshness({ last }: { last: string | null | undefined }) {
  if (last === undefined) return null;
  return last ? (
    <>
      {words.freshness} <Time at={last} />.
    </>
  ) : (
    <>{words.silent}.</>
  );
}

function NextPoll({ poll }: { poll: Shape["PollStatus"] }) {
  return (
    <>
      {poll.running ? (
        words.polling
      ) : (
        <>
          {words.nextPoll} <Time at={poll.next_at} />
        </>
      )}
      {poll.failures > 0 && <b>, {words.pollFailing(poll.failures)}</b>}.{" "}
    </>
  );
}
