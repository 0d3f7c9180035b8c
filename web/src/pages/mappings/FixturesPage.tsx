import { Badge, Button, Group, Stack, Table, Text } from "@mantine/core";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { FixtureOutcome } from "@/pages/mappings/FixtureOutcome";
import { MappingLinks } from "@/pages/mappings/MappingLinks";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.mappings.fixturesPage;

/** The fixtures of a mapping, and whether they pass. */
export function FixturesPage() {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const mayRun = useMay("evaluate");
  const params = { path: place };
  const found = queries.useQuery("get", "/api/v1/projects/{project}/mappings/{mapping}/fixtures", {
    params: { path: place, query: { limit: 200 } },
  });
  const run = queries.useMutation("post", "/api/v1/projects/{project}/mappings/{mapping}/test");
  return (
    <Page
      title={texts.mappings.fixtures}
      trail={[
        [texts.mappings.title, pathTo("mappings", place)],
        [place.mapping, pathTo("mapping", place)],
      ]}
      lead={`${words.against} ${words.latest}`}
      actions={
        <>
          <MappingLinks place={place} here="fixtures" />
          {mayRun && (
            <Button loading={run.isPending} onClick={() => run.mutate({ params, body: {} })}>
              {words.run}
            </Button>
          )}
        </>
      }
    >
      <Stack>
        {run.error && <ProblemNote error={run.error} />}
        {run.data && <Tally report={run.data} />}
        <Asked query={found}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={words.empty.title}>{words.empty.text}</Empty>
            ) : (
              <Fixtures fixtures={items} results={run.data?.results ?? []} />
            )
          }
        </Asked>
      </Stack>
    </Page>
  );
}

function Tally({ report }: { report: Shape["FixtureReport"] }) {
  return (
    <Group gap="xs" role="status">
      <Badge color="teal" variant="light" className="badge" size="lg">
        {words.passed(report.passed)}
      </Badge>
      <Badge color={report.failed ? "red" : "gray"} variant="light" className="badge" size="lg">
        {words.failed(report.failed)}
      </Badge>
    </Group>
  );
}

interface FixturesProps {
  fixtures: readonly Shape["FixtureDetail"][];
  results: readonly Shape["FixtureResult"][];
}

function Fixtures({ fixtures, results }: FixturesProps) {
  return (
    <div className="scrolls">
      <Table
        data={{
          head: [words.name, words.about, words.expects, words.result],
          body: fixtures.map(({ name, description, expect }) => [
            <Text key="name" size="sm" fw={600}>
              {name}
            </Text>,
            description,
            words.kinds[expect.kind],
            <FixtureOutcome key="result" result={results.find(({ fixture }) => fixture === name)} />,
          ]),
        }}
      />
    </div>
  );
}
