import { Badge, Table, Text } from "@mantine/core";
import { queries } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { saidIn } from "@/pages/records/receipt";
import { Asked } from "@/parts/Asked";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.records.effects;
const COLOURS = { intended: "blue", confirmed: "teal", accepted: "cyan", refused: "red" };

/** What a record wrote to its target. */
export function Effects({ place }: { place: RecordPlace }) {
  const found = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/records/{record}/effects",
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
              head: [words.operation, words.key, words.state, words.receipt, words.intended, words.confirmed],
              body: items.map((effect) => [
                effect.operation,
                effect.key,
                <Badge key="state" color={COLOURS[effect.state]} variant="light" className="badge">
                  {effect.state}
                </Badge>,
                saidIn(effect.receipt ?? {}).map((said) => <div key={said}>{said}</div>),
                <Time key="intended" at={effect.intended_at} exact />,
                effect.confirmed_at ? <Time key="confirmed" at={effect.confirmed_at} exact /> : "",
              ]),
            }}
          />
        )
      }
    </Asked>
  );
}
