import { Alert, Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.lookups;

/** A change of a lookup that was made here. */
export interface Saved {
  /** Held records that go on because of it. */
  released: number;
  /** The revision before it. */
  before: number;
  /** The revision that it made. */
  now: number;
}

interface Props {
  project: string;
  lookup: string;
  saved: Saved;
  onClose: () => void;
}

/** What a change did, with the way back. */
export function SavedNote({ project, lookup, saved, onClose }: Props) {
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => restoreRows(project, lookup, saved),
    onSuccess: () => client.invalidateQueries(),
  });
  if (undo.error) return <ProblemNote error={undo.error} />;
  const told = undo.isSuccess ? words.undone : words.saved(saved.released);
  return (
    <Alert color="teal" role="status" withCloseButton onClose={onClose} closeButtonLabel={texts.shared.close}>
      <Group gap="sm">
        {told}
        {undo.isSuccess ? null : (
          <Button size="compact-xs" variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
            {words.undo}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** Puts all rows back as they were; refused where somebody changed them since. */
async function restoreRows(project: string, lookup: string, { before, now }: Saved): Promise<void> {
  const path = { project, lookup };
  const old = await api.GET("/api/v1/projects/{project}/lookups/{lookup}/rows.csv", {
    params: { path, query: { revision: before } },
    parseAs: "text",
  });
  if (old.error) throw old.error;
  const { error } = await api.PUT("/api/v1/projects/{project}/lookups/{lookup}/rows.csv", {
    params: { path, query: { reason: words.undoReason(before) }, header: { "If-Match": `"${now}"` } },
    body: old.data as string,
    bodySerializer: (csv) => csv,
    headers: { "Content-Type": "text/csv" },
  });
  if (error) throw error;
}
