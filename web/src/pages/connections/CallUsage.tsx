import { Progress, Stack, Table, Text, Title } from "@mantine/core";
import { queries, type Shape } from "@/api/client";
import type { ConnectionPlace } from "@/pages/connections/ConnectionPage";
import { shareOf } from "@/pages/connections/share";
import { Asked } from "@/parts/Asked";
import { texts } from "@/texts";

const words = texts.connections.calls;
const EVERY_MS = 15_000;

/** How often the platform is asked over a connection, against what it allows, and by whom. */
export function CallUsage({ place }: { place: ConnectionPlace }) {
  const found = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/connections/{connection}/usage",
    { params: { path: place } },
    { refetchInterval: EVERY_MS },
  );
  return (
    <Stack gap={6} component="section" aria-label={words.title}>
      <Title order={2} size="h6">
        {words.title}
      </Title>
      <Asked query={found}>
        {(usage) => (
          <>
            <Limit usage={usage} />
            <Senders usage={usage} />
          </>
        )}
      </Asked>
    </Stack>
  );
}

function Limit({ usage }: { usage: Shape["Usage"] }) {
  const { last_hour, last_day, planned_per_hour, allowed_per_hour } = usage;
  const share = shareOf(last_hour, allowed_per_hour);
  return (
    <>
      <Text size="sm">
        {allowed_per_hour === null ? words.unlimited(last_hour) : words.ofLimit(last_hour, allowed_per_hour)}
      </Text>
      {share === null ? null : (
        <Progress value={share.percent} color={share.colour} aria-label={words.share(share.percent)} />
      )}
      <Text size="xs" c="dimmed">
        {words.day(last_day)} {planned_per_hour > 0 ? words.planned(planned_per_hour) : ""}
      </Text>
    </>
  );
}

function Senders({ usage: { by } }: { usage: Shape["Usage"] }) {
  if (by.length === 0) return null;
  const { columns } = words;
  return (
    <Table
      data={{
        head: [columns.flow, columns.purpose, columns.hour, columns.day],
        body: by.map(({ flow, purpose, last_hour, last_day }) => [flow, words.purposes[purpose], last_hour, last_day]),
      }}
    />
  );
}
