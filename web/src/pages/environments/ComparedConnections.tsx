import { queries } from "@/api/client";
import { Compared } from "@/pages/environments/Compared";
import { type Connection, type Difference, type Pair, pairsOf } from "@/pages/environments/comparison";
import type { Two } from "@/pages/environments/EnvironmentsPage";
import { texts } from "@/pages/environments/texts";
import { Asked } from "@/parts/Asked";
import { Time } from "@/parts/Time";

const CONNECTIONS = "/api/v1/projects/{project}/environments/{environment}/connections";

/** Connections that both have, and what of their settings differs; of secrets only whether they are set. */
export function ComparedConnections({ two }: { two: Two }) {
  const { project } = two;
  const query = { limit: 200 };
  const left = queries.useQuery("get", CONNECTIONS, { params: { path: { project, environment: two.left }, query } });
  const right = queries.useQuery("get", CONNECTIONS, { params: { path: { project, environment: two.right }, query } });
  return (
    <Asked query={left}>
      {({ items }) => (
        <Asked query={right}>
          {({ items: others }) => (
            <Compared
              title={texts.connections}
              head={[texts.connection, texts.what, two.left, two.right]}
              empty={texts.noConnections}
              rows={pairsOf(items, others).flatMap(rowsOf)}
            />
          )}
        </Asked>
      )}
    </Asked>
  );
}

function rowsOf({ name, left, right, differences }: Pair) {
  const changed = [name, texts.changed, changedAt(left), changedAt(right)];
  if (!left || !right) return [changed];
  return [
    changed,
    ...differences.map((difference) => ["", labelOf(difference), ...valuesOf(difference)]),
    [
      "",
      <span key="same" className="environment-same">
        {texts.equalSettings}
      </span>,
      "",
      "",
    ],
  ];
}

function changedAt(connection: Connection | null) {
  return connection ? <Time key={connection.updated_at} at={connection.updated_at} exact /> : texts.missing;
}

function labelOf({ kind, name }: Difference): string {
  if (kind === "connector") return texts.connector;
  return kind === "secret" ? texts.secret(name) : name;
}

function valuesOf({ kind, left, right }: Difference): string[] {
  if (kind === "secret") return [left, right].map((value) => (value ? texts.set : texts.notSet));
  return [left ?? texts.notSet, right ?? texts.notSet];
}
