import { Table, Text, Title } from "@mantine/core";
import { queries, type Shape } from "@/api/client";
import { Asked } from "@/parts/Asked";
import { Time } from "@/parts/Time";
import { texts } from "./texts";

const words = texts.history;
const SHOWN = 20;

interface Props {
  project: string;
  environment: string;
  /** Only its own; of all of them where it is left out. */
  mapping?: string;
}

/** Who put what live in an environment, when and why. */
export function PromotionHistory({ project, environment, mapping }: Props) {
  const found = queries.useQuery("get", "/api/v1/projects/{project}/promotions", {
    params: { path: { project }, query: { environment, mapping, limit: SHOWN } },
  });
  return (
    <section aria-label={words.title(environment)}>
      <Title order={2} size="h5" mb="xs" mt="lg">
        {words.title(environment)}
      </Title>
      <Asked query={found}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Text size="sm">{words.empty}</Text>
          ) : (
            <>
              <Promotions promotions={items} withMapping={!mapping} />
              {next && <Text size="xs">{words.more}</Text>}
            </>
          )
        }
      </Asked>
    </section>
  );
}

function Promotions({ promotions, withMapping }: { promotions: readonly Shape["Promotion"][]; withMapping: boolean }) {
  return (
    <div className="scrolls">
      <Table
        data={{
          head: [words.when, words.who, ...(withMapping ? [words.mapping] : []), words.what, words.why],
          body: promotions.map((promotion) => [
            <Time key="when" at={promotion.created_at} exact />,
            promotion.approver,
            ...(withMapping ? [promotion.mapping] : []),
            stepOf(promotion),
            promotion.reason,
          ]),
        }}
      />
    </div>
  );
}

function stepOf({ kind, version, previous_version }: Shape["Promotion"]): string {
  return kind === "promote" ? words.promoted(version, previous_version) : words.rolledBack(version, previous_version);
}
