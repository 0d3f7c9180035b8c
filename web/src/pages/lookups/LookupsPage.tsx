import { Anchor, Table, Text } from "@mantine/core";
import { Link } from "react-router";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { usePlace } from "@/app/usePlace";
import { useMisses } from "@/pages/lookups/useMisses";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.lookups;

/** The lookups of a project. */
export function LookupsPage() {
  const place = usePlace();
  const found = queries.useQuery("get", "/api/v1/projects/{project}/lookups", {
    params: { path: { project: place.project }, query: { limit: 200 } },
  });
  const misses = useMisses(place);
  const { columns } = words;
  return (
    <Page title={words.title} lead={words.lead}>
      <Asked query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.empty.title}>{words.empty.text}</Empty>
          ) : (
            <Table
              data={{
                head: [columns.name, columns.owner, columns.miss, columns.rows, columns.missing, columns.updated],
                body: items.map(({ definition, row_count, updated_at, updated_by }) => [
                  <div key="name">
                    <Anchor component={Link} to={pathTo("lookup", { ...place, lookup: definition.name })} size="sm">
                      {definition.name}
                    </Anchor>
                    <Text size="xs" c="dimmed">
                      {definition.description}
                    </Text>
                  </div>,
                  definition.owner,
                  words.policies[definition.on_miss ?? "hold"],
                  row_count,
                  <Missing key="missing" misses={misses.filter(({ table }) => table === definition.name)} />,
                  <span key="updated">
                    <Time at={updated_at} /> {words.by(updated_by)}
                  </span>,
                ]),
              }}
            />
          )
        }
      </Asked>
    </Page>
  );
}

/** How many rows held records wait for. */
function Missing({ misses }: { misses: readonly Shape["MissGroup"][] }) {
  return misses.length === 0 ? null : <b>{words.missing(misses.length)}</b>;
}
