import { Badge, Group, Table } from "@mantine/core";
import { useSearchParams } from "react-router";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { MappingLinks } from "@/pages/mappings/MappingLinks";
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
  const [search, setSearch] = useSearchParams();
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
        {({ items }) => {
          const numbers = items.map(({ number }) => number).sort((a, b) => b - a);
          const newest = numbers[0];
          if (newest === undefined) return <Empty title={words.noVersion.title}>{words.noVersion.text}</Empty>;
          const older = known(numbers, search.get("from")) ?? numbers[1] ?? newest;
          const newer = known(numbers, search.get("to")) ?? newest;
          return (
            <>
              <Versions project={place.project} mapping={place.mapping} versions={items} />
              {numbers.length > 1 && (
                <VersionDiff
                  project={place.project}
                  mapping={place.mapping}
                  numbers={numbers}
                  older={older}
                  newer={newer}
                  onChange={(from, to) => setSearch({ from: String(from), to: String(to) }, { replace: true })}
                />
              )}
            </>
          );
        }}
      </Asked>
    </Page>
  );
}

function known(numbers: readonly number[], text: string | null): number | undefined {
  return numbers.find((number) => String(number) === text);
}

interface VersionsProps {
  project: string;
  mapping: string;
  versions: readonly Shape["Version"][];
}

function Versions({ project, mapping, versions }: VersionsProps) {
  const everywhere = useLiveVersions(project);
  const { list } = words;
  return (
    <div className="scrolls">
      <Table
        data={{
          head: [list.number, list.reason, list.author, list.created, list.live],
          body: versions.map((version) => [
            words.version(version.number),
            version.reason,
            version.author,
            <Time key="created" at={version.created_at} exact />,
            <Group key="live" gap={4}>
              {everywhere
                .filter(({ live }) => live?.some((one) => one.mapping === mapping && one.version === version.number))
                .map(({ environment }) => (
                  <Badge key={environment} variant="light" color="teal" className="badge">
                    {environment}
                  </Badge>
                ))}
            </Group>,
          ]),
        }}
      />
    </div>
  );
}
