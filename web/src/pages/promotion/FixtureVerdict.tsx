import { Alert, Badge, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, type Place, type Shape } from "@/api/client";
import { texts } from "@/pages/promotion/texts";
import { Asked } from "@/parts/Asked";
import { useMay } from "@/session/useSession";

interface Props {
  place: Place & { mapping: string };
  version: number;
}

/** Whether the fixtures of a version pass: without that it does not go live. */
export function FixtureVerdict({ place: { project, mapping }, version }: Props) {
  const mayRun = useMay("evaluate");
  const found = useQuery({
    queryKey: ["promotion", "fixtures", project, mapping, version],
    enabled: mayRun,
    queryFn: async ({ signal }) => {
      const { data, error } = await api.POST("/api/v1/projects/{project}/mappings/{mapping}/test", {
        params: { path: { project, mapping } },
        body: { version },
        signal,
      });
      if (error) throw error;
      return data;
    },
  });
  if (!mayRun) return null;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        {texts.fixtures}
      </Title>
      <Asked query={found}>{(report) => <Verdict report={report} />}</Asked>
    </Paper>
  );
}

function Verdict({ report: { passed, failed, results } }: { report: Shape["FixtureReport"] }) {
  if (results.length === 0) return <Alert color="orange">{texts.noFixture}</Alert>;
  return (
    <Stack gap="xs" align="flex-start">
      <Badge color={failed ? "red" : "teal"} variant="light" className="badge" size="lg">
        {texts.passed(passed, results.length)}
      </Badge>
      {results
        .filter((result) => !result.passed)
        .map(({ fixture, message }) => (
          <Text key={fixture} size="sm">
            <b>{fixture}</b>: {message}
          </Text>
        ))}
    </Stack>
  );
}
