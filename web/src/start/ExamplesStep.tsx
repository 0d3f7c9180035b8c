import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Place } from "@/api/client";
import { useMay } from "@/session/useSession";
import { FixturePicker } from "./FixturePicker";
import { Hint, PayloadPicker } from "./PayloadPicker";
import * as server from "./server";
import { texts } from "./texts";
import type { Examples } from "./useExamples";

interface Props {
  place: Place;
  examples: Examples;
  busy: boolean;
  onAsk(): void;
}

/** The first step: what comes in, and what must come out. */
export function ExamplesStep({ place, examples, busy, onAsk }: Props) {
  const { resources, mappings, records } = useOffers(place);
  return (
    <Stack gap="md">
      <FixturePicker
        project={place.project}
        mappings={mappings}
        onTake={(mapping, source, target) => {
          examples.setSourceResource(`${mapping.source.connector}/${mapping.source.resource}`);
          examples.setTargetResource(`${mapping.target.connector}/${mapping.target.resource}`);
          examples.setSource(source);
          examples.setTarget(target);
        }}
      />
      <div className="st-two">
        <PayloadPicker
          place={place}
          heading={texts.source}
          resourceLabel={texts.sourceResource}
          resources={resources}
          resource={examples.sourceResource}
          onResource={examples.setSourceResource}
          typed={examples.source}
          onText={examples.setSource}
          records={records}
        />
        <PayloadPicker
          place={place}
          heading={texts.target}
          resourceLabel={texts.targetResource}
          resources={resources}
          resource={examples.targetResource}
          onResource={examples.setTargetResource}
          typed={examples.target}
          onText={examples.setTarget}
          hint={texts.noTargetHint}
        />
      </div>
      <Hint>{texts.resourceHint}</Hint>
      <Group>
        <Button onClick={onAsk} loading={busy} disabled={examples.missing !== null}>
          {texts.ask}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {busy ? texts.asking : (examples.missing ?? "")}
        </Text>
      </Group>
    </Stack>
  );
}

/** What examples can be taken from. */
function useOffers(place: Place) {
  const mayRead = useMay("read-payloads");
  const { project, environment } = place;
  const resources = useQuery({
    queryKey: ["start", "resources"],
    queryFn: ({ signal }) => server.readResourceNames(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const mappings = useQuery({
    queryKey: ["start", "mappings", project],
    queryFn: ({ signal }) => server.readMappings(project, signal),
  });
  const records = useQuery({
    queryKey: ["start", "records", project, environment],
    queryFn: ({ signal }) => server.readRecords(place, signal),
    enabled: mayRead,
  });
  return { resources: resources.data ?? [], mappings: mappings.data ?? [], records: records.data ?? [] };
}
