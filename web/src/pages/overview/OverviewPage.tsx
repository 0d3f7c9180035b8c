import { Alert, SegmentedControl, SimpleGrid, Stack, Title } from "@mantine/core";
import { useSearchParams } from "react-router";
import { queries, type Shape } from "@/api/client";
import { byProject } from "@/pages/overview/byProject";
import { StandingCard } from "@/pages/overview/StandingCard";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { ExpiringCredentials } from "@/parts/ExpiringCredentials";
import { Page } from "@/parts/Page";
import { Time } from "@/parts/Time";
import { WaitingRequests } from "@/requests/WaitingRequests";
import { useSession } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.overview;
const EVERY_MS = 5_000;
const DAYS = ["1", "7", "30"] as const;

/** The first page: how everything stands that one may see. */
export function OverviewPage() {
  const [search, setSearch] = useSearchParams();
  const days = DAYS.find((known) => known === search.get("days")) ?? "7";
  const found = queries.useQuery(
    "get",
    "/api/v1/overview",
    { params: { query: { days: Number(days) } } },
    { refetchInterval: EVERY_MS },
  );
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label={words.period}
      value={days}
      onChange={(to) => setSearch({ days: to }, { replace: true })}
      data={DAYS.map((value) => ({ value, label: words.periods[value] }))}
    />
  );
  return (
    <Page title={words.title} lead={words.lead} actions={choice}>
      <Asked query={found}>
        {(overview) =>
          overview.standings.length === 0 ? (
            <Empty title={words.empty.title}>{words.empty.text}</Empty>
          ) : (
            <Stack gap="lg">
              <WaitingRequests />
              <Expiring tokens={overview.expiring} />
              <ExpiringCredentials credentials={overview.credentials} everywhere />
              <Projects overview={overview} />
            </Stack>
          )
        }
      </Asked>
    </Page>
  );
}

function Projects({ overview }: { overview: Shape["Overview"] }) {
  const { projects } = useSession();
  return byProject(overview.standings).map(({ name, standings }) => {
    const project = projects.find((known) => known.name === name);
    return (
      <section key={name} aria-label={project?.title ?? name}>
        <Title order={2} size="h4" mb="xs">
          {project?.title || name}
        </Title>
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
          {standings.map((standing) => (
            <StandingCard
              key={standing.environment}
              standing={standing}
              environments={project?.environments ?? []}
              firstDay={overview.first_day}
            />
          ))}
        </SimpleGrid>
      </section>
    );
  });
}

function Expiring({ tokens }: { tokens: readonly Shape["ExpiringToken"][] }) {
  if (tokens.length === 0) return null;
  return (
    <Alert color="yellow" title={words.expiring}>
      {tokens.map(({ name, project, expires_at }) => (
        <div key={`${project} ${name} ${expires_at}`}>
          {words.expires(name, project)} <Time at={expires_at} />
        </div>
      ))}
    </Alert>
  );
}
