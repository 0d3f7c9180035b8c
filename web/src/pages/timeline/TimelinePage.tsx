import { Anchor, Badge, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { type Place, queries, type Shape } from "@/api/client";
import { problemOf } from "@/api/problem";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { StateBadge } from "@/parts/StateBadge";
import { Story } from "@/parts/Story";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.timeline;

/** Everything about one order, across systems, by any name it has on either side. */
export function TimelinePage() {
  const place = usePlace();
  const name = useName("name");
  const found = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/timeline/{object_name}",
    {
      params: { path: { ...place, object_name: name } },
    },
  );
  if (found.error && problemOf(found.error).status === 404) return <Missing place={place} name={name} />;
  return (
    <Asked query={found}>
      {(timeline) => (
        <Page title={words.title(nameOf(timeline, name))}>
          <Identities identities={timeline.identities} />
          <div className="beside">
            <section aria-label={words.story}>
              <Title order={2} size="h5" mb="sm">
                {words.story}
              </Title>
              <Story entries={timeline.entries} aside={(entry) => <FlowName flow={entry.flow} />} />
            </section>
            <Stack>
              <RecordList place={place} records={timeline.records} />
              {timeline.others.length > 0 && <Others place={place} others={timeline.others} />}
            </Stack>
          </div>
        </Page>
      )}
    </Asked>
  );
}

/** What people call it: the first business key, where it was asked for by an id. */
function nameOf(timeline: Shape["Timeline"], asked: string): string {
  const isId = timeline.object_id === asked || timeline.records.some(({ id }) => id === asked);
  return isId ? (timeline.records.find(({ key }) => key)?.key ?? asked) : asked;
}

function FlowName({ flow }: { flow: string }) {
  return (
    <Text span size="xs" c="dimmed">
      {flow}
    </Text>
  );
}

function Identities({ identities }: { identities: Shape["Timeline"]["identities"] }) {
  return (
    <Group gap="xs" mb="md">
      <Text size="sm" c="dimmed">
        {words.known}
      </Text>
      {identities.map(({ connection, kind, value }) => (
        <Badge key={`${connection} ${kind} ${value}`} variant="default" className="badge" size="lg">
          {connection} {kind} <b>{value}</b>
        </Badge>
      ))}
    </Group>
  );
}

function RecordList({ place, records }: { place: Place; records: readonly Shape["Record"][] }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={words.records}>
      <Title order={2} size="h6" mb="xs">
        {words.records}
      </Title>
      <Stack gap="xs">
        {records.map((record) => (
          <div key={record.id}>
            <Group gap="xs">
              <Anchor component={Link} to={pathTo("record", { ...place, record: record.id })} size="sm">
                {record.flow} {record.key}
              </Anchor>
              <StateBadge state={record.state} />
            </Group>
            <Text size="xs" c="dimmed">
              <Time at={record.received_at} exact /> {record.code}
            </Text>
          </div>
        ))}
      </Stack>
    </Paper>
  );
}

function Others({ place, others }: { place: Place; others: readonly string[] }) {
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h6" mb="xs">
        {words.others}
      </Title>
      <List size="sm">
        {others.map((id, n) => (
          <List.Item key={id}>
            <Anchor component={Link} to={pathTo("timeline", { ...place, name: id })} size="sm">
              {words.other(n + 2)}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

function Missing({ place, name }: { place: Place; name: string }) {
  return (
    <Page title={words.missing.title(name)}>
      <Empty title={words.missing.title(name)}>
        <Text size="sm">{words.missing.text}</Text>
        <Anchor component={Link} to={pathTo("records", place)} size="sm">
          {words.missing.records}
        </Anchor>
      </Empty>
    </Page>
  );
}
