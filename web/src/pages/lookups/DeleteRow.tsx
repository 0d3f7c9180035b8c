import { useQueryClient } from "@tanstack/react-query";
import { queries, type Shape } from "@/api/client";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { texts } from "@/texts";

const words = texts.lookups;

interface Props {
  project: string;
  lookup: string;
  row: Shape["LookupRow"];
  onClose: () => void;
}

/** Asks whether a row shall go, and why. */
export function DeleteRow({ project, lookup, row, onClose }: Props) {
  const client = useQueryClient();
  const remove = queries.useMutation("delete", "/api/v1/projects/{project}/lookups/{lookup}/rows", {
    onSuccess: () => client.invalidateQueries().then(onClose),
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
