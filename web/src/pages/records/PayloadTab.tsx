import { Alert, Button, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type RecordPlace, readPayload } from "@/api/payload";
import { JsonBlock } from "@/parts/JsonBlock";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.records.payload;

/** What a record holds, once somebody asks for it: each reading is on record. */
export function PayloadTab({ place }: { place: RecordPlace }) {
  const found = useQuery({
    queryKey: ["payload", place],
    queryFn: () => readPayload(place),
    enabled: false,
    retry: false,
    gcTime: 0,
  });
  if (!found.data) {
    return (
      <Stack align="flex-start">
        <Alert color="yellow">{words.warning}</Alert>
        {found.error && <ProblemNote error={found.error} />}
        <Button onClick={() => found.refetch()} loading={found.isFetching}>
          {words.show}
        </Button>
      </Stack>
    );
  }
  return (
    <Stack gap="xs">
      {!found.data.readable && <Text size="sm">{words.unreadable}</Text>}
      {found.data.edited !== null && (
        <>
          <Title order={3} size="h6">
            {words.edited}
          </Title>
          <JsonBlock text={found.data.edited} label={words.edited} />
        </>
      )}
      <Title order={3} size="h6">
        {words.original}
      </Title>
      <JsonBlock text={found.data.original} label={words.original} />
    </Stack>
  );
}
