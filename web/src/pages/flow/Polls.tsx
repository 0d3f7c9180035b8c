import { Alert, Button, Group, Table, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { queries, type Shape } from "@/api/client";
import type { FlowPlace } from "@/pages/flow/FlowPage";
import { Asked } from "@/parts/Asked";
import { notify } from "@/parts/notices";
import { ProblemNote } from "@/parts/ProblemNote";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.flow.polls;
const ADDRESS = "/api/v1/projects/{project}/environments/{environment}/flows/{flow}/polls";
const EVERY_MS = 5_000;
const SHOWN = 20;

interface Props {
  place: FlowPlace;
  poll: Shape["PollStatus"] | undefined;
}

/** How a flow's list is read: when next, and what each run came to. */
export function Polls({ place, poll }: Props) {
  const client = useQueryClient();
  const mayOperate = useMay("operate");
  const params = { path: place };
  const runs = queries.useQuery(
    "get",
    ADDRESS,
    { params: { path: place, query: { limit: SHOWN } } },
    { refetchInterval: EVERY_MS },
  );
  const ask = queries.useMutation("post", ADDRESS, {
    onSuccess: () => {
      notify(words.asked(place.flow));
      return client.invalidateQueries();
    },
  });
  return (
    <section aria-label={words.title}>
      <Group justify="space-between" mb="xs">
        <div>
          <Title order={2} size="h5">
            {words.title}
          </Title>
          {poll && <NextPoll poll={poll} />}
        </div>
        {mayOperate && poll && (
          <Button
            variant="default"
            size="xs"
            loading={ask.isPending}
            onClick={() => ask.mutate({ params, body: { since: null } })}
          >
            {words.now}
          </Button>
        )}
      </Group>
      {ask.error && <ProblemNote error={ask.error} />}
      {poll !== undefined && poll.webhooks_missed > 0 && (
        <Alert color="orange" mb="xs">
          {words.missed(poll.webhooks_missed)}
        </Alert>
      )}
      <Asked query={runs}>
        {({ items }) => (items.length === 0 ? <Text size="sm">{words.none}</Text> : <Runs runs={items} />)}
      </Asked>
    </section>
  );
}

function NextPoll({ poll: { next_at, read_until } }: { poll: Shape["PollStatus"] }) {
  return (
    <Text size="sm" c="dimmed">
      {texts.flows.nextPoll} <Time at={next_at} />, {texts.flows.readUntil} <Time at={read_until} exact />
    </Text>
  );
}

function Runs({ runs }: { runs: readonly Shape["PollRun"][] }) {
  const { columns } = words;
  return (
    <div className="scrolls">
      <Table
        data={{
          head: Object.values(columns),
          body: runs.map((run) => [
            <Time key="started" at={run.started_at} exact />,
            words.outcomes[run.outcome ?? "running"],
            run.since ? <Time key="since" at={run.since} exact /> : "",
            run.read,
            run.received,
            run.duplicates,
            [run.error, run.remedy].filter(Boolean).join(" "),
          ]),
        }}
      />
    </div>
  );
}
