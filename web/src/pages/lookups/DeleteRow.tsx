import { queries, type Shape } from "@/api/client";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { texts } from "@/texts";

const words = texts.lookups;

interface Props {
  project: string;
  lookup: string;
  row: Shape["LookupRow"];
  /** With the revision that it made. */
  onDeleted: (revision: number) => void;
  onClose: () => void;
}

/** Asks whether a row shall go, and why. */
export function DeleteRow({ project, lookup, row, onDeleted, onClose }: Props) {
  const remove = queries.useMutation("delete", "/api/v1/projects/{project}/lookups/{lookup}/rows", {
    onSuccess: ({ revision }) => onDeleted(revision),
  });
  return (
    <ReasonDialog
      title={words.deleteTitle}
      confirm={words.delete}
      optional
      dangerous
      busy={remove.isPending}
      error={remove.error}
      onConfirm={(reason) =>
        remove.mutate({ params: { path: { project, lookup }, query: { key: [...row.keys], reason } } })
      }
      onClose={onClose}
    >
      <p>
        <b>{row.keys.join(", ")}</b>: {row.values.join(", ")}
      </p>
      {words.deleteText}
    </ReasonDialog>
  );
}
