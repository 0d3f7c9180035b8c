import { Button, Checkbox, FileButton, Group, Modal, Stack, Textarea } from "@mantine/core";
import type { Shape } from "@/api/client";
import { RowComparison } from "@/pages/lookups/RowComparison";
import { usePastedRows } from "@/pages/lookups/usePastedRows";
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
export function PasteRows({ project, lookup, text, onSaved, onClose }: Props) {
  const pasted = usePastedRows(project, lookup, text, onSaved);
  const { definition } = lookup;
  const close = { "aria-label": texts.shared.close };
  return (
    <Modal opened onClose={onClose} size="xl" title={words.title(definition.name)} closeButtonProps={close}>
      <Stack gap="sm">
        <Source columns={[...definition.keys, ...definition.values]} pasted={pasted} />
        {pasted.error ? <ProblemNote error={pasted.error} /> : null}
        {pasted.compared ? <RowComparison compared={pasted.compared} gone={pasted.gone} /> : null}
        <ReasonField value={pasted.reason} onChange={pasted.setReason} required={false} />
        {pasted.merge.error ? <ProblemNote error={pasted.merge.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.shared.cancel}
          </Button>
          <Button
            disabled={!pasted.compared || pasted.changing === 0}
            loading={pasted.merge.isPending}
            onClick={pasted.save}
          >
            {words.save(pasted.changing)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface SourceProps {
  columns: readonly string[];
  pasted: ReturnType<typeof usePastedRows>;
}

/** Where the rows come from, and whether they are all that stay. */
function Source({ columns, pasted: { text, setText, replace, setReplace } }: SourceProps) {
  return (
    <>
      <Textarea
        label={words.label}
        description={words.hint(columns)}
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
    </>
  );
}
