import { Anchor, Button, Table } from "@mantine/core";
import { Link } from "react-router";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { usePlace } from "@/app/usePlace";
import { usedBy } from "@/pages/connections/usage";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.connections;

/** The connections of an environment. */
export function ConnectionsPage() {
  const place = usePlace();
  const mayCreate = useMay("administer");
  const found = queries.useQuery("get", "/api/v1/projects/{project}/environments/{environment}/connections", {
    params: { path: place, query: { limit: 200 } },
  });
  const flows = queries.useQuery("get", "/api/v1/projects/{project}/flows", {
    params: { path: { project: place.project }, query: { limit: 200 } },
  });
  const create = (
    <Button component={Link} to={pathTo("connectors", place)} size="xs">
      {words.create}
    </Button>
  );
  const { columns } = words;
  return (
    <Page title={words.title} lead={words.lead} actions={mayCreate && create}>
      <Asked query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.empty.title}>{words.empty.text}</Empty>
          ) : (
            <Table
              data={{
                head: [columns.name, columns.connector, columns.used, columns.changed],
                body: items.map(({ name, connector, updated_at }) => [
                  <Anchor
                    key="name"
                    component={Link}
                    to={pathTo("connection", { ...place, connection: name })}
                    size="sm"
                  >
                    {name}
                  </Anchor>,
                  connector,
                  flowsOf(name, flows.data?.items ?? []),
                  <Time key="changed" at={updated_at} />,
                ]),
              }}
            />
          )
        }
      </Asked>
    </Page>
  );
}

function flowsOf(connection: string, flows: readonly Shape["Flow"][]): string {
  const names = [...new Set(usedBy(connection, flows).map(({ flow }) => flow))];
  return names.join(", ") || words.unused;
}
