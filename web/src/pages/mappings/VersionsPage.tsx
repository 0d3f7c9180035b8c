import { Anchor, Badge, Group, Stack, Table } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { RollBack } from "@/changes/RollBack";
import { MappingLinks } from "@/pages/mappings/MappingLinks";
import { nextEnvironment } from "@/pages/mappings/nextEnvironment";
import { useLiveVersions } from "@/pages/mappings/useLiveVersions";
import { VersionDiff } from "@/pages/mappings/VersionDiff";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.mappings;

/** The published versions of a mapping: by whom, why, live where, and what changed between two of them. */
export function VersionsPage() {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const found = queries.useQuery("get", "/api/v1/projects/{project}/mappings/{mapping}/versions", {
    params: { path: place, query: { limit: 200 } },
  });
  return (
    <Page
      title={words.versions}
      trail={[
        [words.title, pathTo("mappings", place)],
        [place.mapping, pathTo("mapping", place)],
      ]}
      actions={<MappingLinks place={place} here="versions" />}
    >
      <Asked query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.noVersion.title}>{words.noVersion.text}</Empty>
          ) : (
            <>
              <Versions project={place.project} mapping={place.mapping} versions={items} />
              <Compared versions={items} />
            </>
          )
        }
      </Asked>
    </Page>
  );
}

type Version = Shape["Version"];

/** Which two are compared stands in the address. */
function Compared({ versions }: { versions: readonly Version[] }) {
  const [search, setSearch] = useSearchParams();
  const numbered = (text: string | null) => versions.find(({ number }) => String(number) === text);
  const newer = numbered(search.get("to")) ?? versions[0];
  const older = numbered(search.get("from")) ?? versions[1];
  if (!newer || !older) return null;
  return (
    <VersionDiff
      versions={versions}
      older={older}
      newer={newer}
      onChange={(from, to) => setSearch({ from: String(from), to: String(to) }, { replace: true })}
    />
  );
}

interface VersionsProps {
  project: string;
  mapping: string;
  versions: readonly Version[];
}

function Versions({ project, mapping, versions }: VersionsProps) {
  const everywhere = useLiveVersions(project);
  const { list } = words;
  const liveOf = (number: number) =>
    everywhere.flatMap(({ live }) => live?.filter((one) => one.mapping === mapping && one.version === number) ?? []);
  return (
    <div className="scrolls">
      <Table
        data={{
          head: [list.number, list.reason, list.author, list.created, list.live, list.next],
          body: versions.map((version) => [
            words.version(version.number),
            version.reason,
            version.author,
            <Time key="created" at={version.created_at} exact />,
            <Stack key="live" gap={4} align="flex-start">
              {liveOf(version.number).map((live) => (
                <Group key={live.environment} gap="xs" wrap="nowrap">
                  <Badge variant="light" color="teal" className="badge whole-badge">
                    {live.environment}
                  </Badge>
                  <RollBack project={project} live={live} />
                </Group>
              ))}
            </Stack>,
            <PromoteLink
              key="next"
              place={{ project, mapping }}
              number={version.number}
              environment={nextEnvironment(everywhere, mapping, version.number)}
            />,
          ]),
        }}
      />
    </div>
  );
}

interface LinkProps {
  place: { project: string; mapping: string };
  number: number;
  /** Null: it is live everywhere. */
  environment: string | null;
}

function PromoteLink({ place, number, environment }: LinkProps) {
  if (!environment) return null;
  return (
    <Anchor component={Link} size="sm" to={`${pathTo("promote", { ...place, environment })}?version=${number}`}>
      {words.list.promote(environment)}
    </Anchor>
  );
}
