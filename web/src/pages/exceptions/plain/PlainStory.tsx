import { List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, type Shape } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { moneyText } from "@/format/money";
import { MissingValues } from "@/pages/exceptions/MissingValues";
import { Facts } from "@/parts/Facts";
import { ProblemNote } from "@/parts/ProblemNote";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { faultsOf } from "./plainly";
import { texts } from "./texts";

interface Props {
  place: RecordPlace;
  hold: Shape["Hold"];
}

/** One held record in the words of the business: which order, which items, what is wrong, and who has it. */
export function PlainStory({ place, hold }: Props) {
  return (
    <Stack>
      <Facts
        facts={[
          [texts.order, hold.key || texts.noOrder],
          [texts.items, <Items key="items" place={place} />],
          [texts.worth, hold.worth ? moneyText(hold.worth) : null],
          [texts.since, <Time key="since" at={hold.since} />],
          [texts.with, hold.assignee || texts.for(hold.owner)],
        ]}
      />
      <section aria-label={texts.wrong}>
        <Title order={2} size="h6" mb={4}>
          {texts.wrong}
        </Title>
        <List size="sm">
          {faultsOf(hold).map((fault) => (
            <List.Item key={fault}>{fault}</List.Item>
          ))}
        </List>
        {hold.waiting > 0 && (
          <Text size="sm" mt={4}>
            {texts.behind(hold.waiting)}
          </Text>
        )}
      </section>
      {hold.misses.length > 0 && <MissingValues place={place} misses={hold.misses} />}
    </Stack>
  );
}

/** That they were read stands in the audit log, so it is done once. */
function Items({ place }: { place: RecordPlace }) {
  const found = useQuery({
    queryKey: ["skus", place],
    enabled: useMay("read-payloads"),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async () => {
      const { data, error } = await api.GET(
        "/api/v1/projects/{project}/environments/{environment}/records/{record}/skus",
        { params: { path: { ...place } } },
      );
      if (error) throw error;
      return data.skus;
    },
  });
  if (found.error) return <ProblemNote error={found.error} />;
  return found.data?.length === 0 ? texts.noItems : found.data?.join(", ");
}
