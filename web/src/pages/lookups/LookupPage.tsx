import { Alert, Button, Stack } from "@mantine/core";
import { useState } from "react";
import { queries } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { LookupRows } from "@/pages/lookups/LookupRows";
import { RowDialog } from "@/pages/lookups/RowDialog";
import { Asked } from "@/parts/Asked";
import { Facts } from "@/parts/Facts";
import { Page } from "@/parts/Page";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.lookups;

/** A lookup: its settings and its rows. */
export function LookupPage() {
  const place = usePlace();
  const lookup = useName("lookup");
  const [adding, setAdding] = useState(false);
  const [saved, setSaved] = useState<number | null>(null);
  const mayEdit = useMay("edit-lookups");
  const found = queries.useQuery("get", "/api/v1/projects/{project}/lookups/{lookup}", {
    params: { path: { project: place.project, lookup } },
  });
  const csv = `/api/v1/projects/${encodeURIComponent(place.project)}/lookups/${encodeURIComponent(lookup)}/rows.csv`;
  return (
    <Page
      title={lookup}
      trail={[[words.title, pathTo("lookups", place)]]}
      lead={found.data?.definition.description}
      actions={
        <>
          <Button variant="default" component="a" href={csv} download={`${lookup}.csv`}>
            {words.csv}
          </Button>
          {mayEdit && <Button onClick={() => setAdding(true)}>{words.add}</Button>}
        </>
      }
    >
      <Asked query={found}>
        {({ definition, row_count, updated_at, updated_by }) => (
          <Stack>
            {saved !== null && (
              <Alert color="teal" role="status" withCloseButton onClose={() => setSaved(null)}>
                {words.saved(saved)}
              </Alert>
            )}
            <Facts
              facts={[
                [words.columns.owner, definition.owner],
                [words.columns.miss, words.policies[definition.on_miss ?? "hold"]],
                [words.columns.rows, row_count],
                [words.columns.updated, <UpdatedBy key="updated" at={updated_at} who={updated_by} />],
              ]}
            />
            <LookupRows project={place.project} definition={definition} onSaved={setSaved} />
            {adding && (
              <RowDialog
                project={place.project}
                definition={definition}
                title={words.addTitle(lookup)}
                onSaved={({ released }) => {
                  setSaved(released);
                  setAdding(false);
                }}
                onClose={() => setAdding(false)}
              />
            )}
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

function UpdatedBy({ at, who }: { at: string; who: string }) {
  return (
    <>
      <Time at={at} /> {words.by(who)}
    </>
  );
}
