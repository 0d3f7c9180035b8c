import { Alert, Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Place, type Shape } from "@/api/client";
import { texts } from "@/pages/sheet/texts";
import { ProblemNote } from "@/parts/ProblemNote";

const words = texts.returned;
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Comparison = Shape["SheetComparison"];

interface Props {
  place: Place & { mapping: string };
  comparison: Comparison | null;
  onRead: (comparison: Comparison) => void;
  onClose: () => void;
}

/** Takes a sheet that came back, and tells what is different in it. Nothing of it is stored by that. */
export function Returned({ place, comparison, onRead, onClose }: Props) {
  const [name, setName] = useState("");
  const read = useMutation({ mutationFn: (file: File) => compare(place, file), onSuccess: onRead });
  function take(file: File | null): void {
    if (!file) return;
    setName(file.name);
    read.mutate(file);
  }
  return (
    <Stack gap="xs" align="flex-start">
      <FileButton accept=".csv,.xlsx" onChange={take}>
        {(props) => (
          <Button {...props} variant="default" size="xs" loading={read.isPending}>
            {texts.upload}
          </Button>
        )}
      </FileButton>
      {read.error ? <ProblemNote error={read.error} /> : null}
      {comparison && <Told name={name} comparison={comparison} onClose={onClose} />}
    </Stack>
  );
}

function Told({ name, comparison, onClose }: { name: string; comparison: Comparison; onClose: () => void }) {
  const { annotations, suggestions } = comparison;
  return (
    <Alert color="blue" variant="light" title={words.title(name)} role="status" w="100%">
      <Group justify="space-between" align="flex-end">
        <div>
          {annotations.length + suggestions.length === 0 && <Text size="sm">{words.nothing}</Text>}
          {annotations.length > 0 && <Text size="sm">{words.notes(annotations.length)}</Text>}
          {suggestions.length > 0 && <Text size="sm">{words.rules(suggestions.length)}</Text>}
        </div>
        <Button size="xs" variant="default" onClick={onClose}>
          {words.close}
        </Button>
      </Group>
    </Alert>
  );
}

/** The file goes as it is: what it says is read by the server. */
async function compare({ project, mapping }: Place & { mapping: string }, file: File): Promise<Comparison> {
  const type = file.name.toLowerCase().endsWith(".xlsx") ? WORKBOOK : "text/csv";
  const { data, error } = await api.POST("/api/v1/projects/{project}/mappings/{mapping}/sheet/comparison", {
    params: { path: { project, mapping } },
    headers: { "Content-Type": type },
    body: "",
    bodySerializer: () => file,
  });
  if (error) throw error;
  return data;
}
