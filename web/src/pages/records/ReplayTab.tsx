import { Alert, Button, Group, Select, Stack, Table, Text, Title } from "@mantine/core";
import { stringify } from "lossless-json";
import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { JsonBlock } from "@/parts/JsonBlock";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.records.replay;
const USING = ["live", "ran", "draft"] as const;
type Using = (typeof USING)[number];

/** What would come of a record today; nothing is sent. */
export function ReplayTab({ place }: { place: RecordPlace }) {
  const [using, setUsing] = useState<Using>("live");
  const replay = queries.useMutation(
    "post",
    "/api/v1/projects/{project}/environments/{environment}/records/{record}/replay",
  );
  return (
    <Stack align="stretch">
      <Text size="sm">{words.intro}</Text>
      <Group align="flex-end">
        <Select
          label={words.with}
          data={USING.map((value) => ({ value, label: words.using[value] }))}
          value={using}
          onChange={(value) => setUsing(USING.find((known) => known === value) ?? "live")}
          allowDeselect={false}
          w={340}
        />
        <Button
          loading={replay.isPending}
          onClick={() => replay.mutate({ params: { path: place }, body: { with: using, dry: true } })}
        >
          {words.run}
        </Button>
      </Group>
      {replay.error && <ProblemNote error={replay.error} />}
      {replay.data && <Replayed replay={replay.data} />}
    </Stack>
  );
}

function Replayed({ replay }: { replay: Shape["Replay"] }) {
  return (
    <Stack gap="sm" aria-live="polite">
      {replay.hold && (
        <Alert color="orange" title={`${words.held}: ${replay.hold.code}`}>
          {replay.hold.message} {replay.hold.remedy}
        </Alert>
      )}
      {!replay.compared && <Text size="sm">{words.uncompared}</Text>}
      {replay.compared && replay.differs.length === 0 && <Alert color="teal">{words.same}</Alert>}
      {replay.differs.length > 0 && <Differences differs={replay.differs} />}
      {replay.output != null && (
        <>
          <Title order={3} size="h6">
            {words.output}
          </Title>
          <JsonBlock text={shown(replay.output)} label={words.output} />
        </>
      )}
    </Stack>
  );
}

function Differences({ differs }: { differs: Shape["Replay"]["differs"] }) {
  return (
    <div>
      <Title order={3} size="h6">
        {words.differs(differs.length)}
      </Title>
      <Table
        data={{
          head: [words.place, words.written, words.now],
          body: differs.map(({ pointer, expected, actual }) => [
            <code key="pointer">{pointer}</code>,
            <code key="expected">{shown(expected)}</code>,
            <code key="actual">{shown(actual)}</code>,
          ]),
        }}
      />
    </div>
  );
}

function shown(value: unknown): string {
  return value === undefined ? "" : (stringify(value, undefined, 2) ?? "");
}
