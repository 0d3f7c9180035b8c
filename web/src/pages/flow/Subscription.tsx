import { Alert, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { queries, type Shape } from "@/api/client";
import type { FlowPlace } from "@/pages/flow/FlowPage";
import { Facts } from "@/parts/Facts";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.flow.subscription;
const ADDRESS = "/api/v1/projects/{project}/environments/{environment}/flows/{flow}/subscription";
const WELL = new Set(["present", "created", "moved"]);

/** Whether the platform sends its webhooks here; asked only when somebody wants to know, for it costs a request there. */
export function Subscription({ place }: { place: FlowPlace }) {
  const params = { path: place };
  const check = queries.useQuery("get", ADDRESS, { params }, { enabled: false, retry: false });
  const mend = queries.useMutation("post", ADDRESS);
  const report = mend.data ?? check.data;
  return (
    <Paper withBorder p="md" component="section" aria-label={words.title}>
      <Group justify="space-between" mb="xs">
        <div>
          <Title order={2} size="h5">
            {words.title}
          </Title>
          <Text size="sm" c="dimmed">
            {words.text}
          </Text>
        </div>
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            loading={check.isFetching}
            onClick={() => {
              mend.reset();
              void check.refetch();
            }}
          >
            {words.check}
          </Button>
          {report && !WELL.has(report.state) && (
            <Button size="xs" loading={mend.isPending} onClick={() => mend.mutate({ params, body: {} })}>
              {words.renew}
            </Button>
          )}
        </Group>
      </Group>
      <Stack gap="xs" aria-live="polite">
        {report && <Report report={report} />}
        {(mend.error ?? check.error) && !check.isFetching ? <ProblemNote error={mend.error ?? check.error} /> : null}
      </Stack>
    </Paper>
  );
}

function Report({ report }: { report: Shape["SubscriptionReport"] }) {
  const others = (report.others ?? []).map(({ address }) => address).join(", ");
  return (
    <>
      <Alert color={WELL.has(report.state) ? "teal" : "orange"}>{words.states[report.state]}</Alert>
      <Facts
        facts={[
          [words.address, <code key="address">{report.address}</code>],
          [words.topic, report.topic],
          [words.others, others],
        ]}
      />
    </>
  );
}
