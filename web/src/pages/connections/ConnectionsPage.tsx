import { Anchor, Button, Table } from "@mantine/core";
import { Link } from "react-router";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { usePlace } from "@/app/usePlace";
import { daysUntil, dayText } from "@/format/expiry";
import { StandingBadge, useStandings } from "@/pages/connections/ConnectionStanding";
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
  const standings = useStandings(place);
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
                head: [columns.name, columns.connector, columns.state, columns.used, columns.expires, columns.changed],
                body: items.map(({ name, connector, expiries, updated_at }) => [
                  <Anchor
                    key="name"
                    component={Link}
                    to={pathTo("connection", { ...place, connection: name })}
                    size="sm"
                  >
                    {name}
                  </Anchor>,
                  connector,
                  <Standing key="state" state={standings.find(({ connection }) => connection === name)} />,
                  flowsOf(name, flows.data?.items ?? []),
                  soonestOf(expiries),
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

const Standing = ({ state }: { state: Shape["ConnectionState"] | undefined }) =>
  state ? <StandingBadge state={state} /> : null;

/** The first of the days on which its secrets expire. */
function soonestOf(expiries: Shape["Connection"]["expiries"]): string {
  const [first] = Object.entries(expiries ?? {}).sort(([, one], [, other]) => one.on.localeCompare(other.on));
  if (!first) return "";
  const [secret, { on }] = first;
  return `${words.expiry.told(secret, daysUntil(on))}, ${dayText(on)}`;
}
