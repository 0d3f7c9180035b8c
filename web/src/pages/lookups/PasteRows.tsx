import { Button, Checkbox, FileButton, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import { RowComparison } from "@/pages/lookups/RowComparison";
import { useCompared } from "@/pages/lookups/useCompared";
import { ProblemNote } from "@/parts/ProblemNote";
import { ReasonField } from "@/parts/ReasonDialog";
import { texts } from "@/texts";

const words = texts.lookups.paste;

interface Props {
  project: string;
  lookup: Shape["Lookup"];
  /** What was pasted already. */
  text: string;
  onSaved: (made: Shape["LookupImported"]) => void;
  onClose: () => void;
}

/** Rows from a spreadsheet or a CSV: what each would do is shown before all of them are saved together. */
export function PasteRows({ project, lookup, text: given, onSaved, onClose }: Props) {
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
  const close = { "aria-label": texts.shared.close };

  return (
    <Modal opened onClose={onClose} size="xl" title={words.title(definition.name)} closeButtonProps={close}>
      <Stack gap="sm">
        <Textarea
          label={words.label}
          description={words.hint([...definition.keys, ...definition.values])}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          rows={5}
          className="mono"
          data-autofocus
        />
        <Group justify="space-between">
          <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => void file?.text().then(setText)}>
            {(props) => (
              <Button {...props} variant="default" size="xs">
                {words.file}
              </Button>
            )}
          </FileButton>
          <Checkbox
            label={words.replace}
            checked={replace}
            onChange={(event) => setReplace(event.currentTarget.checked)}
          />
        </Group>
        {error ? <ProblemNote error={error} /> : null}
        {compared ? <RowComparison compared={compared} gone={gone} /> : null}
        <ReasonField value={reason} onChange={setReason} required={false} />
        {merge.error ? <ProblemNote error={merge.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.shared.cancel}
          </Button>
          <Button disabled={!compared || changing === 0} loading={merge.isPending} onClick={save}>
            {words.save(changing)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
