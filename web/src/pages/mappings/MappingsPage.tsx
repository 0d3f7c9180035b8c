import { Anchor, Button, Table, Text } from "@mantine/core";
import { Link } from "react-router";
import { type Place, queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { usePlace } from "@/app/usePlace";
import { type Live, useLiveVersions } from "@/pages/mappings/useLiveVersions";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.mappings;

/** The mappings of a project, and what of each is live where. */
export function MappingsPage() {
  const place = usePlace();
  const found = queries.useQuery("get", "/api/v1/projects/{project}/mappings", {
    params: { path: { project: place.project }, query: { limit: 200 } },
  });
  const mayEdit = useMay("edit");
  const start = (
    <Button component={Link} to={pathTo("newMapping", { ...place })}>
      {words.start}
    </Button>
  );
  return (
    <Page title={words.title} lead={words.lead} actions={mayEdit && start}>
      <Asked query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.empty.title}>{words.empty.text}</Empty>
          ) : (
            <MappingTable place={place} mappings={items} />
          )
        }
      </Asked>
    </Page>
  );
}

function MappingTable({ place, mappings }: { place: Place; mappings: readonly Shape["Mapping"][] }) {
  const everywhere = useLiveVersions(place.project);
  const { columns } = words;
  return (
    <div className="scrolls">
      <Table
        data={{
          head: [
            columns.name,
            columns.from,
            columns.to,
            columns.latest,
            ...everywhere.map(({ environment }) => environment),
            columns.owners,
          ],
          body: mappings.map((mapping) => [
            <div key="name">
              <Anchor component={Link} to={pathTo("mapping", { ...place, mapping: mapping.name })} size="sm">
                {mapping.name}
              </Anchor>
              <Text size="xs" c="dimmed">
                {mapping.description}
              </Text>
            </div>,
            resourceName(mapping.source),
            resourceName(mapping.target),
            mapping.latest_version ? words.version(mapping.latest_version) : words.unpublished,
            ...everywhere.map(({ live }) => liveText(live, mapping.name)),
            mapping.owners.join(", "),
          ]),
        }}
      />
    </div>
  );
}

export function resourceName({ connector, resource }: Shape["ResourceRef"]): string {
  return `${connector}/${resource}`;
}

function liveText(live: Live[] | undefined, mapping: string): string {
  if (!live) return "";
  const version = live.find((one) => one.mapping === mapping)?.version;
  return version ? words.version(version) : words.notLive;
}
