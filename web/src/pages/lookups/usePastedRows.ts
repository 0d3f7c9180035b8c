import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import { useCompared } from "@/pages/lookups/useCompared";

/** A pasted text, what its rows would do, and saving those that fit. */
export function usePastedRows(
  project: string,
  lookup: Shape["Lookup"],
  given: string,
  onSaved: (made: Shape["LookupImported"]) => void,
) {
  const { definition, row_count, revision } = lookup;
  const [text, setText] = useState(given);
  const [reason, setReason] = useState("");
  const [replace, setReplace] = useState(false);
  const { compared, error } = useCompared(project, lookup, text);
  const fitting = (compared ?? []).filter(({ change }) => change !== "refused");
  const gone = replace ? row_count - fitting.filter(({ change }) => change !== "added").length : 0;
  const changing = fitting.filter(({ change }) => change !== "same").length + gone;
  const merge = queries.useMutation("post", "/api/v1/projects/{project}/lookups/{lookup}/rows/merge", {
    onSuccess: onSaved,
  });
  const save = () =>
    merge.mutate({
      params: { path: { project, lookup: definition.name }, header: { "If-Match": `"${revision}"` } },
      body: { rows: fitting.map(({ row }) => row), reason: reason.trim(), replace },
    });
  return { text, setText, reason, setReason, replace, setReplace, compared, error, gone, changing, merge, save };
}
