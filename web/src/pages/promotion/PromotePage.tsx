import { Group, Paper, Select, Stack, Text, Title } from "@mantine/core";
import { useNavigate, useSearchParams } from "react-router";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { FieldChanges } from "@/changes/FieldChanges";
import { PlanReport } from "@/changes/PlanReport";
import { PromotionHistory } from "@/changes/PromotionHistory";
import { texts as changes } from "@/changes/texts";
import { usePlan } from "@/changes/usePlan";
import { MappingLinks } from "@/pages/mappings/MappingLinks";
import { Approval } from "@/pages/promotion/Approval";
import { FixtureVerdict } from "@/pages/promotion/FixtureVerdict";
import { LiveNow } from "@/pages/promotion/LiveNow";
import { texts } from "@/pages/promotion/texts";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { useMay, useSession } from "@/session/useSession";
import { texts as shared } from "@/texts";

/** What putting a version live in this environment would change, who must approve it, and the step itself. */
export function PromotePage() {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const [search, setSearch] = useSearchParams();
  const found = queries.useQuery("get", "/api/v1/projects/{project}/mappings/{mapping}/versions", {
    params: { path: place, query: { limit: 200 } },
  });
  return (
    <Page
      title={texts.title(place.environment)}
      trail={[
        [shared.mappings.title, pathTo("mappings", place)],
        [place.mapping, pathTo("mapping", place)],
      ]}
      actions={<MappingLinks place={place} />}
    >
      <Asked query={found}>
        {({ items }) => {
          const chosen = items.find(({ number }) => String(number) === search.get("version")) ?? items[0];
          if (!chosen) return <Empty title={texts.noVersion.title}>{texts.noVersion.text}</Empty>;
          return (
            <Stack>
              <Choice versions={items} chosen={chosen} onChange={(version) => setSearch({ version })} />
              <Proposed key={chosen.number} version={chosen} />
              <PromotionHistory project={place.project} environment={place.environment} mapping={place.mapping} />
            </Stack>
          );
        }}
      </Asked>
    </Page>
  );
}

interface ChoiceProps {
  versions: readonly Shape["Version"][];
  chosen: Shape["Version"];
  onChange: (version: string) => void;
}

function Choice({ versions, chosen, onChange }: ChoiceProps) {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const navigate = useNavigate();
  const environments = useSession().projects.find(({ name }) => name === place.project)?.environments ?? [];
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={texts.version}
        data={versions.map(({ number }) => ({ value: String(number), label: shared.mappings.version(number) }))}
        value={String(chosen.number)}
        onChange={(value) => value && onChange(value)}
        allowDeselect={false}
        w={110}
      />
      <Select
        label={texts.environment}
        data={environments}
        value={place.environment}
        onChange={(value) =>
          value && navigate(`${pathTo("promote", { ...place, environment: value })}?version=${chosen.number}`)
        }
        allowDeselect={false}
        w={160}
      />
      <Text size="sm" c="dimmed" pb={8}>
        {texts.published(chosen.author, chosen.reason)}
      </Text>
    </Group>
  );
}

function Proposed({ version }: { version: Shape["Version"] }) {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const found = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/mappings/{mapping}/proposal",
    { params: { path: place, query: { version: version.number } } },
  );
  return (
    <Asked query={found}>
      {(proposal) => (
        <div className="beside">
          <WillChange proposal={proposal} />
          <Stack>
            <LiveNow place={place} />
            <Approval proposal={proposal} />
            <FixtureVerdict place={place} version={version.number} />
          </Stack>
        </div>
      )}
    </Asked>
  );
}

function WillChange({ proposal }: { proposal: Shape["Proposal"] }) {
  const place = usePlace();
  const mayTry = useMay("read-payloads") && proposal.live !== proposal.version;
  const { environment, mapping, version } = proposal;
  const { plan, error } = usePlan(place.project, mayTry ? { environment, mapping, version, records: 500 } : null);
  return (
    <Stack>
      <Paper withBorder p="md">
        <Title order={2} size="h5" mb="xs">
          {texts.willChange}
        </Title>
        <ul className="note-list">
          {proposal.note.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Paper>
      {mayTry && (
        <Paper withBorder p="md">
          <Title order={2} size="h5" mb="xs">
            {changes.plan.title}
          </Title>
          <PlanReport place={place} plan={plan} error={error} />
        </Paper>
      )}
      <section aria-label={texts.byField}>
        <Title order={2} size="h5" mb="xs">
          {texts.byField}
        </Title>
        <FieldChanges diff={proposal.diff} plan={plan} />
      </section>
    </Stack>
  );
}
