import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { Shape } from "@/api/client";
import { DeleteRow } from "@/pages/lookups/DeleteRow";
import { LookupGrid } from "@/pages/lookups/LookupGrid";
import { matching } from "@/pages/lookups/matching";
import { RowFilters } from "@/pages/lookups/RowFilters";
import { unusedDaysOf } from "@/pages/lookups/unused";
import { useLookupRows } from "@/pages/lookups/useLookupRows";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.lookups;

interface Props {
  project: string;
  lookup: Shape["Lookup"];
  /** With how many records that goes on, and the revision that it made. */
  onSaved: (released: number, revision: number) => void;
  onPaste: (text: string) => void;
}

/** The rows of a lookup, to search, to edit in place and to delete; those that nothing uses are found in them. */
export function LookupRows({ project, lookup, onSaved, onPaste }: Props) {
  const { definition } = lookup;
  const editable = useMay("edit-lookups");
  const [text, setText] = useState("");
  const [search, setSearch] = useSearchParams();
  const unusedDays = unusedDaysOf(search.get("unused"));
  const [deleting, setDeleting] = useState<Shape["LookupRow"] | null>(null);
  const { found, error, save, more } = useLookupRows(project, definition.name, unusedDays, onSaved);
  const filters = { project, lookup: definition.name, editable, text, unusedDays, onText: setText };
  const asked = { definition, editable, onSave: save, onDelete: setDeleting, onPaste, onEnd: more };
  if (lookup.row_count === 0) return <Empty title={words.noRows.title}>{words.noRows.text}</Empty>;
  return (
    <Stack gap="xs">
      <RowFilters
        {...filters}
        onUnusedDays={(days) => setSearch(days === 0 ? {} : { unused: String(days) }, { replace: true })}
      />
      {error ? <ProblemNote error={error} /> : null}
      <Asked query={found}>{(rows) => <Found rows={matching(rows, text)} {...asked} />}</Asked>
      {found.hasNextPage && (
        <Button variant="default" onClick={more} loading={found.isFetchingNextPage}>
          {texts.shared.more}
        </Button>
      )}
      {deleting && (
        <DeleteRow
          project={project}
          lookup={definition.name}
          row={deleting}
          onDeleted={(revision) => {
            setDeleting(null);
            onSaved(0, revision);
          }}
          onClose={() => setDeleting(null)}
        />
      )}
    </Stack>
  );
}

function Found(props: Parameters<typeof LookupGrid>[0]) {
  return props.rows.length === 0 ? <Text size="sm">{words.nothingFits}</Text> : <LookupGrid {...props} />;
}
