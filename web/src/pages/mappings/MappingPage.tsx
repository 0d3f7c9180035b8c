import { Table, Title } from "@mantine/core";
import { queries } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { MappingLinks } from "@/pages/mappings/MappingLinks";
import { resourceName } from "@/pages/mappings/MappingsPage";
import { useLiveVersions } from "@/pages/mappings/useLiveVersions";
import { Asked } from "@/parts/Asked";
import { Facts } from "@/parts/Facts";
import { Page } from "@/parts/Page";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.mappings;

/** A mapping: what it translates, and what of it is live where. */
export function MappingPage() {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const everywhere = useLiveVersions(place.project);
  const found = queries.useQuery("get", "/api/v1/projects/{project}/mappings/{mapping}", { params: { path: place } });
  const { overview } = words;
  return (
    <Page
      title={place.mapping}
      trail={[[words.title, pathTo("mappings", place)]]}
      lead={found.data?.description}
      actions={<MappingLinks place={place} />}
    >
      <Asked query={found}>
        {(mapping) => (
          <>
            <Facts
              facts={[
                [words.columns.from, resourceName(mapping.source)],
                [words.columns.to, resourceName(mapping.target)],
                [
                  words.columns.latest,
                  mapping.latest_version ? words.version(mapping.latest_version) : words.unpublished,
                ],
                [words.columns.owners, mapping.owners.join(", ")],
              ]}
            />
            <Title order={2} size="h5" mb="xs">
              {overview.where}
            </Title>
            <Table
              data={{
                head: [overview.environment, overview.version, overview.approver, overview.since],
                body: everywhere.map(({ environment, live }) => {
                  const one = live?.find((version) => version.mapping === place.mapping);
                  if (!one) return [environment, live ? overview.nothing : "", "", ""];
                  return [
                    environment,
                    words.version(one.version),
                    one.approver,
                    <Time key="since" at={one.since} exact />,
                  ];
                }),
              }}
            />
          </>
        )}
      </Asked>
    </Page>
  );
}
