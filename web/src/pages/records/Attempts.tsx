import { Table, Text } from "@mantine/core";
import { queries } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { Asked } from "@/parts/Asked";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.records.attempts;

/** Each pass of a record through its flow. */
export function Attempts({ place }: { place: RecordPlace }) {
  const found = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/records/{record}/attempts",
    {
      params: { path: place },
    },
  );
  return (
    <Asked query={found}>
      {({ items }) =>
        items.length === 0 ? (
          <Text size="sm">{words.empty}</Text>
        ) : (
          <Table
            data={{
              head: [words.number, words.kind, words.version, words.lookups, words.started, words.outcome],
              body: items.map((attempt) => [
                attempt.number,
                attempt.kind,
                attempt.version,
                attempt.lookups.map(({ table, revision }) => `${table} r${revision}`).join(", "),
                <Time key="started" at={attempt.started_at} exact />,
                attempt.ended_at
                  ? [attempt.outcome, attempt.code, attempt.message].filter(Boolean).join(": ")
                  : words.underWay,
              ]),
            }}
          />
        )
      }
    </Asked>
  );
}
