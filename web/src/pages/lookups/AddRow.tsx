import { queries, type Shape } from "@/api/client";
import { RowDialog } from "@/pages/lookups/RowDialog";
import { Asked } from "@/parts/Asked";
import { texts } from "@/texts";

const words = texts.exceptions.misses;

interface Props {
  project: string;
  miss: Pick<Shape["MissGroup"], "table" | "key"> & { records?: number };
  onSaved: (changed: Shape["LookupChanged"]) => void;
  onClose: () => void;
}

/** The row that a held record waits for: its key is known, its values are asked for. */
export function AddRow({ project, miss, onSaved, onClose }: Props) {
  const lookup = queries.useQuery("get", "/api/v1/projects/{project}/lookups/{lookup}", {
    params: { path: { project, lookup: miss.table } },
  });
  return (
    <Asked query={lookup}>
      {({ definition }) => (
        <RowDialog
          project={project}
          definition={definition}
          title={words.addTitle(miss.table)}
          note={miss.records ? words.addText(miss.records) : ""}
          keys={miss.key}
          onSaved={onSaved}
          onClose={onClose}
        />
      )}
    </Asked>
  );
}
