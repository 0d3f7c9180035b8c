import { Anchor, Badge, Button, Group, Paper, Table, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { type Place, queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import type { Group as Held } from "@/pages/exceptions/groups";
import { Playbook } from "@/pages/exceptions/Playbook";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions;
const SHOWN = 20;

interface Props {
  place: Place;
  group: Held;
  onReleased: (count: number) => void;
}

/** All records held for one cause, the playbook beside them. */
export function GroupCard({ place, group, onReleased }: Props) {
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState(SHOWN);
  const mayOperate = useMay("operate");
  const { code, holds, owners, since, playbook } = group;
  return (
    <Paper withBorder p="md" component="section" aria-label={code}>
      <Group justify="space-between" mb="sm">
        <Group gap="xs">
          <Title order={2} size="h5">
            <code>{code}</code>
          </Title>
          <Badge color="orange" variant="light" className="badge">
            {words.groups.count(holds.length)}
          </Badge>
          <Text size="sm" c="dimmed">
            {words.groups.oldest} <Time at={since} />, {words.groups.owner(owners.join(", "))}
          </Text>
        </Group>
        {mayOperate && (
          <Button size="xs" variant="default" onClick={() => setAsking(true)}>
            {words.groups.releaseAll(holds.length)}
          </Button>
        )}
      </Group>
      <div className="beside">
        <div className="scrolls">
          <Holds place={place} holds={holds.slice(0, shown)} />
          {holds.length > shown && (
            <Button size="xs" variant="subtle" onClick={() => setShown(holds.length)}>
              {texts.shared.more}
            </Button>
          )}
        </div>
        <Playbook code={code} text={playbook} />
      </div>
      {asking && <ReleaseAll place={place} code={code} onReleased={onReleased} onClose={() => setAsking(false)} />}
    </Paper>
  );
}

function Holds({ place, holds }: { place: Place; holds: readonly Shape["Hold"][] }) {
  const { columns } = words;
  return (
    <Table highlightOnHover className="holds">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{columns.key}</Table.Th>
          <Table.Th>{columns.message}</Table.Th>
          <Table.Th visibleFrom="sm">{columns.flow}</Table.Th>
          <Table.Th visibleFrom="sm">{columns.since}</Table.Th>
          <Table.Th visibleFrom="sm">{columns.waiting}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {holds.map((hold) => (
          <Table.Tr key={hold.record}>
            <Table.Td>
              <Anchor component={Link} to={pathTo("exception", { ...place, record: hold.record })} size="sm">
                {hold.key || texts.records.noKey}
              </Anchor>
            </Table.Td>
            <Table.Td>{hold.message}</Table.Td>
            <Table.Td visibleFrom="sm">{hold.flow}</Table.Td>
            <Table.Td visibleFrom="sm">
              <Time at={hold.since} />
            </Table.Td>
            <Table.Td visibleFrom="sm">{hold.waiting || ""}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface ReleaseProps {
  place: Place;
  code: string;
  onReleased: (count: number) => void;
  onClose: () => void;
}

function ReleaseAll({ place, code, onReleased, onClose }: ReleaseProps) {
  const client = useQueryClient();
  const release = queries.useMutation("post", "/api/v1/projects/{project}/environments/{environment}/holds/retry", {
    onSuccess: async ({ released }) => {
      onReleased(released);
      await client.invalidateQueries();
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={words.groups.releaseAllTitle(code)}
      confirm={words.release.action}
      asksReason={false}
      busy={release.isPending}
      error={release.error}
      onConfirm={() => release.mutate({ params: { path: place }, body: { code } })}
      onClose={onClose}
    >
      {words.groups.releaseAllText}
    </ReasonDialog>
  );
}
