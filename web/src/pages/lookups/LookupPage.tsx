import { Button, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Place, queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { LookupRows } from "@/pages/lookups/LookupRows";
import { LookupUsage } from "@/pages/lookups/LookupUsage";
import { PasteRows } from "@/pages/lookups/PasteRows";
import { RowDialog } from "@/pages/lookups/RowDialog";
import { type Saved, SavedNote } from "@/pages/lookups/SavedNote";
import { WaitingMisses } from "@/pages/lookups/WaitingMisses";
import { Asked } from "@/parts/Asked";
import { Facts } from "@/parts/Facts";
import { Page } from "@/parts/Page";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.lookups;

/** A lookup: its settings, the records that wait for a row of it, its rows, and what asks it. */
export function LookupPage() {
  const place = usePlace();
  const lookup = useName("lookup");
  const [adding, setAdding] = useState(false);
  const [pasted, setPasted] = useState<string | null>(null);
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
          {mayEdit && (
            <>
              <Button variant="default" onClick={() => setPasted("")}>
                {words.paste.open}
              </Button>
              <Button onClick={() => setAdding(true)}>{words.add}</Button>
            </>
          )}
        </>
      }
    >
      <Asked query={found}>
        {(data) => (
          <Opened
            place={place}
            lookup={data}
            adding={adding}
            pasted={pasted}
            onPaste={setPasted}
            onClose={() => {
              setAdding(false);
              setPasted(null);
            }}
          />
        )}
      </Asked>
    </Page>
  );
}

interface OpenedProps {
  place: Place;
  lookup: Shape["Lookup"];
  adding: boolean;
  pasted: string | null;
  onPaste: (text: string) => void;
  onClose: () => void;
}

function Opened({ place, lookup, adding, pasted, onPaste, onClose }: OpenedProps) {
  const client = useQueryClient();
  const [saved, setSaved] = useState<Saved | null>(null);
  const { definition, revision } = lookup;
  const { project } = place;
  const note = (released: number, now: number) => {
    setSaved(now === revision ? null : { released, before: revision, now });
    onClose();
    void client.invalidateQueries();
  };
  return (
    <Stack>
      {saved && <SavedNote project={project} lookup={definition.name} saved={saved} onClose={() => setSaved(null)} />}
      <LookupFacts lookup={lookup} />
      <WaitingMisses place={place} lookup={definition.name} onAdded={(released) => note(released, revision + 1)} />
      <LookupRows project={project} lookup={lookup} onSaved={note} onPaste={onPaste} />
      <LookupUsage place={place} lookup={definition.name} />
      {adding && (
        <RowDialog
          project={project}
          definition={definition}
          title={words.addTitle(definition.name)}
          onSaved={(changed) => note(changed.released, changed.revision)}
          onClose={onClose}
        />
      )}
      {pasted !== null && (
        <PasteRows
          project={project}
          lookup={lookup}
          text={pasted}
          onSaved={(made) => note(made.released, made.revision)}
          onClose={onClose}
        />
      )}
    </Stack>
  );
}

/** Whose it is, what happens where a row is missing, how large it is, and when it was changed. */
function LookupFacts({ lookup: { definition, row_count, updated_at, updated_by } }: { lookup: Shape["Lookup"] }) {
  return (
    <Facts
      facts={[
        [words.columns.owner, definition.owner],
        [words.columns.miss, words.policies[definition.on_miss ?? "hold"]],
        [words.columns.rows, row_count],
        [words.columns.updated, <UpdatedBy key="updated" at={updated_at} who={updated_by} />],
      ]}
    />
  );
}

function UpdatedBy({ at, who }: { at: string; who: string }) {
  return (
    <>
      <Time at={at} /> {words.by(who)}
    </>
  );
}
