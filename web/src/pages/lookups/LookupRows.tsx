import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { api, queries, type Shape } from "@/api/client";
import { usePages } from "@/api/usePages";
import { DeleteRow } from "@/pages/lookups/DeleteRow";
import { LookupGrid } from "@/pages/lookups/LookupGrid";
import { matching } from "@/pages/lookups/matching";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.lookups;
const PAGE = 200;

interface Props {
  project: string;
  lookup: Shape["Lookup"];
  /** With how many records that goes on, and the revision that it made. */
  onSaved: (released: number, revision: number) => void;
  onPaste: (text: string) => void;
}

/** The rows of a lookup, to search, to edit in place and to delete. */
export function LookupRows({ project, lookup, onSaved, onPaste }: Props) {
  const { definition } = lookup;
  const mayEdit = useMay("edit-lookups");
  const [filter, setFilter] = useState("");
  const [deleting, setDeleting] = useState<Shape["LookupRow"] | null>(null);
  const path = { project, lookup: definition.name };
  const found = usePages(["rows", project, definition.name], (cursor) =>
    api.GET("/api/v1/projects/{project}/lookups/{lookup}/rows", {
      params: { path, query: { limit: PAGE, ...(cursor && { cursor }) } },
    }),
  );
  const put = queries.useMutation("post", "/api/v1/projects/{project}/lookups/{lookup}/rows", {
    onSuccess: ({ released, revision }) => onSaved(released, revision),
  });
  const save = ({ keys, values }: Shape["LookupRow"]) =>
    put.mutateAsync({ params: { path }, body: { keys, values, reason: "" } }).catch(() => undefined);
  const more = () => {
    if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
  };
  return (
    <Asked query={found}>
      {(rows) => {
        if (rows.length === 0) return <Empty title={words.noRows.title}>{words.noRows.text}</Empty>;
        const shown = matching(rows, filter);
        return (
          <Stack gap="xs">
            <Group justify="space-between">
              <TextInput
                aria-label={words.filter}
                placeholder={words.filter}
                value={filter}
                onChange={(event) => setFilter(event.currentTarget.value)}
                w={260}
              />
              {mayEdit && (
                <Text size="xs" c="dimmed">
                  {words.gridHint}
                </Text>
              )}
            </Group>
            {put.error ? <ProblemNote error={put.error} /> : null}
            {shown.length === 0 ? (
              <Text size="sm">{words.nothingFits}</Text>
            ) : (
              <LookupGrid
                definition={definition}
                rows={shown}
                editable={mayEdit}
                onSave={save}
                onDelete={setDeleting}
                onPaste={onPaste}
                onEnd={more}
              />
            )}
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
      }}
    </Asked>
  );
}
