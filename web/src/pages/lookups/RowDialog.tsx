import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { queries, type Shape } from "@/api/client";
import { ProblemNote } from "@/parts/ProblemNote";
import { ReasonField } from "@/parts/ReasonDialog";
import { texts } from "@/texts";

const words = texts.lookups;

interface Props {
  project: string;
  definition: Shape["LookupDefinition"];
  title: string;
  note?: string;
  /** Of a row that is there, or is missed: they stay as they are. */
  keys?: readonly string[];
  values?: readonly string[];
  onSaved: (changed: Shape["LookupChanged"]) => void;
  onClose: () => void;
}

/** A row to be added, or put in the place of the one with its keys. */
export function RowDialog({ project, definition, title, note, onSaved, onClose, ...given }: Props) {
  const client = useQueryClient();
  const [row, setRow] = useState(() => ({
    keys: definition.keys.map((_, n) => given.keys?.[n] ?? ""),
    values: definition.values.map((_, n) => given.values?.[n] ?? ""),
  }));
  const [reason, setReason] = useState("");
  const put = queries.useMutation("post", "/api/v1/projects/{project}/lookups/{lookup}/rows", {
    onSuccess: async (changed) => {
      onSaved(changed);
      await client.invalidateQueries();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    put.mutate({
      params: { path: { project, lookup: definition.name } },
      body: { ...row, reason: reason.trim() },
    });
  }

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": texts.shared.close }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {note && <Text size="sm">{note}</Text>}
          <RowFields definition={definition} given={given} row={row} onChange={setRow} />
          <ReasonField value={reason} onChange={setReason} required={false} />
          {put.error && <ProblemNote error={put.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.shared.cancel}
            </Button>
            <Button type="submit" loading={put.isPending}>
              {texts.shared.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Row {
  keys: string[];
  values: string[];
}

interface FieldsProps {
  definition: Shape["LookupDefinition"];
  given: Pick<Props, "keys" | "values">;
  row: Row;
  onChange: (row: Row) => void;
}

/** A field for each column. */
function RowFields({ definition, given, row, onChange }: FieldsProps) {
  return (
    <>
      {definition.keys.map((column, n) => (
        <TextInput
          key={column}
          label={words.keyOf(column)}
          value={row.keys[n] ?? ""}
          onChange={(event) => onChange({ ...row, keys: row.keys.with(n, event.currentTarget.value) })}
          readOnly={given.keys !== undefined}
          required
        />
      ))}
      {definition.values.map((column, n) => (
        <TextInput
          key={column}
          label={column}
          value={row.values[n] ?? ""}
          onChange={(event) => onChange({ ...row, values: row.values.with(n, event.currentTarget.value) })}
          required={given.values === undefined}
          data-autofocus={n === 0 || undefined}
        />
      ))}
    </>
  );
}
