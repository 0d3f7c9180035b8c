import { useQuery } from "@tanstack/react-query";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { inputsOfSamples } from "@/editor/inputs";
import type { JsonObject } from "@/editor/json";
import { readResource } from "@/editor/server";
import { Samples, useSample } from "@/pages/connectors/Samples";
import { SchemaTree } from "@/pages/connectors/SchemaTree";
import { UseIt } from "@/pages/connectors/UseIt";
import { Asked } from "@/parts/Asked";
import { Page } from "@/parts/Page";
import { texts } from "@/texts";
import "@/pages/connectors/connectors.css";

const words = texts.connectors;

/** A resource of a connector: its fields, samples of it, and what can be made with it. */
export function ResourcePage() {
  const place = usePlace();
  const path = { connector: useName("connector"), resource: useName("resource") };
  const found = useQuery({
    queryKey: ["resource", path],
    queryFn: ({ signal }) => readResource(path, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Asked query={found}>
      {(resource) => (
        <Page
          title={String(resource.title)}
          trail={[
            [words.title, pathTo("connectors", place)],
            [path.connector, pathTo("connector", { ...place, connector: path.connector })],
          ]}
          lead={
            <>
              <code>{`${path.connector}/${path.resource}`}</code> {String(resource.description)}
            </>
          }
        >
          <Looked resource={resource} />
          <UseIt place={place} {...path} />
        </Page>
      )}
    </Asked>
  );
}

/** Its fields beside what stands in them. */
function Looked({ resource }: { resource: JsonObject }) {
  const sample = useSample(inputsOfSamples(resource));
  return (
    <div className="resource">
      <SchemaTree schema={resource.schema as JsonObject} samples={sample.all} chosen={sample.chosen} />
      <Samples sample={sample} />
    </div>
  );
}
