import { Alert, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import { DeleteRule } from "@/pages/alerts/DeleteRule";
import { RuleDialog } from "@/pages/alerts/RuleDialog";
import { lengthOf } from "@/pages/flow/policies";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Facts } from "@/parts/Facts";
import { ProblemNote } from "@/parts/ProblemNote";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.alerts;

type Rule = Shape["AlertRule"];

/** Who is told of what, and how the telling goes. */
export function RuleList({ project }: { project: string }) {
  const [editing, setEditing] = useState<Rule | "new" | null>(null);
  const mayChange = useMay("administer");
  const found = queries.useQuery("get", "/api/v1/projects/{project}/alert-rules", {
    params: { path: { project }, query: { limit: 200 } },
  });
  return (
    <Stack>
      {mayChange && (
        <Group>
          <Button onClick={() => setEditing("new")}>{words.create}</Button>
        </Group>
      )}
      <Asked query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.noRules.title}>{words.noRules.text}</Empty>
          ) : (
            items.map((rule) => (
              <RuleCard key={rule.id} rule={rule} onEdit={mayChange ? () => setEditing(rule) : undefined} />
            ))
          )
        }
      </Asked>
      {editing && (
        <RuleDialog project={project} rule={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Stack>
  );
}

function RuleCard({ rule, onEdit }: { rule: Rule; onEdit: (() => void) | undefined }) {
  const { telling } = rule;
  return (
    <Paper withBorder p="md" component="article" aria-label={rule.name}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {rule.name}
        </Title>
        <Group gap="xs">
          <TestRule project={rule.project} name={rule.name} />
          {onEdit && (
            <>
              <Button size="xs" variant="default" onClick={onEdit}>
                {words.edit}
              </Button>
              <DeleteRule project={rule.project} rule={rule} />
            </>
          )}
        </Group>
      </Group>
      <Facts
        facts={[
          [words.channel, rule.channel],
          [words.rule.kinds, rule.kinds.join(", ") || words.anyKind],
          [words.rule.environments, rule.environments.join(", ") || words.anyEnvironment],
          [words.rule.quiet, lengthOf(rule.quiet_seconds)],
          [words.rule.told, telling?.delivered_at ? <Time key="told" at={telling.delivered_at} /> : texts.shared.never],
          [words.rule.waiting, telling?.waiting || null],
          [words.rule.failure, telling?.failure],
        ]}
      />
    </Paper>
  );
}

function TestRule({ project, name }: { project: string; name: string }) {
  const mayTest = useMay("operate");
  const test = queries.useMutation("post", "/api/v1/projects/{project}/alert-rules/{rule}/test");
  if (!mayTest) return null;
  return (
    <Group gap="xs" aria-live="polite">
      {test.error && <ProblemNote error={test.error} />}
      {test.data && (
        <Alert color={test.data.arrived ? "teal" : "red"} p="xs">
          <Text size="xs">
            {test.data.arrived ? words.arrived : words.lost}: {test.data.message} {test.data.remedy}
          </Text>
        </Alert>
      )}
      <Button
        size="xs"
        variant="default"
        loading={test.isPending}
        onClick={() => test.mutate({ params: { path: { project, rule: name } } })}
      >
        {words.test}
      </Button>
    </Group>
  );
}
