import { Button, Group, Select, Stack, Tabs, Title } from "@mantine/core";
import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import { useName, usePlace } from "@/app/usePlace";
import { FieldChanges } from "@/changes/FieldChanges";
import { PlanReport } from "@/changes/PlanReport";
import type { PlanAsked } from "@/changes/plan";
import { SideBySide } from "@/changes/SideBySide";
import { usePlan } from "@/changes/usePlan";
import { Asked } from "@/parts/Asked";
import { useMay, useSession } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.mappings;

interface Props {
  /** Of the mapping, newest first. */
  versions: readonly Shape["Version"][];
  older: Shape["Version"];
  newer: Shape["Version"];
  onChange: (older: number, newer: number) => void;
}

/** What changed between two versions: by target field, with what it does to real records, and by text. */
export function VersionDiff({ versions, older, newer, onChange }: Props) {
  const { diff } = words;
  const choices = versions.map(({ number }) => ({ value: String(number), label: words.version(number) }));
  return (
    <section aria-label={diff.title(older.number, newer.number)}>
      <Group justify="space-between" align="flex-end" mb="xs" mt="lg">
        <Title order={2} size="h5">
          {diff.title(older.number, newer.number)}
        </Title>
        <Group gap="xs">
          <Select
            label={diff.older}
            data={choices}
            value={String(older.number)}
            onChange={(value) => value && onChange(Number(value), newer.number)}
            allowDeselect={false}
            size="xs"
            w={90}
          />
          <Select
            label={diff.newer}
            data={choices}
            value={String(newer.number)}
            onChange={(value) => value && onChange(older.number, Number(value))}
            allowDeselect={false}
            size="xs"
            w={90}
          />
        </Group>
      </Group>
      <Tabs defaultValue="fields" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="fields">{diff.byField}</Tabs.Tab>
          <Tabs.Tab value="text">{diff.byText}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="fields">
          <ByField key={`${older.number} ${newer.number}`} older={older.number} newer={newer.number} />
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <SideBySide
            before={older.text}
            after={newer.text}
            heads={[words.version(older.number), words.version(newer.number)]}
          />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

function ByField({ older, newer }: { older: number; newer: number }) {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const [asked, setAsked] = useState<PlanAsked | null>(null);
  const { plan, error } = usePlan(place.project, asked);
  const found = queries.useQuery("get", "/api/v1/projects/{project}/mappings/{mapping}/versions/{number}/fields", {
    params: { path: { project: place.project, mapping: place.mapping, number: newer }, query: { against: older } },
  });
  const ask = (environment: string) =>
    setAsked({ environment, mapping: place.mapping, version: newer, against: older, records: 500 });
  return (
    <Stack>
      {older !== newer && <AskForPlan busy={asked !== null && !plan?.done && !error} onAsk={ask} />}
      <PlanReport
        place={{ project: place.project, environment: asked?.environment ?? place.environment }}
        plan={plan}
        error={error}
      />
      <Asked query={found}>{(diff) => <FieldChanges diff={diff} plan={plan} />}</Asked>
    </Stack>
  );
}

/** Reading what came in stands in the audit log, so it is done when somebody asks for it. */
function AskForPlan({ busy, onAsk }: { busy: boolean; onAsk: (environment: string) => void }) {
  const place = usePlace();
  const environments = useSession().projects.find(({ name }) => name === place.project)?.environments ?? [];
  const [environment, setEnvironment] = useState(place.environment);
  if (!useMay("read-payloads")) return null;
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label={words.diff.environment}
        data={environments}
        value={environment}
        onChange={(value) => value && setEnvironment(value)}
        allowDeselect={false}
        size="xs"
        w={140}
      />
      <Button size="xs" variant="default" loading={busy} onClick={() => onAsk(environment)}>
        {words.diff.tryIt}
      </Button>
    </Group>
  );
}
