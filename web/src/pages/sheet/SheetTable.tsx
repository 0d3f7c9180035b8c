import { Alert, Button, Group, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { type Place, queries, type Shape } from "@/api/client";
import { problemOf } from "@/api/problem";
import { type Edits, edit, editsOf, notesOf } from "@/pages/sheet/noted";
import { Returned } from "@/pages/sheet/Returned";
import { Row } from "@/pages/sheet/Row";
import { texts } from "@/pages/sheet/texts";
import { Empty } from "@/parts/Empty";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";

type Comparison = Shape["SheetComparison"];
const HEADS = [texts.target, texts.source, texts.rule, texts.example, texts.owner, texts.comment];

interface Props {
  place: Place & { mapping: string };
  sheet: Shape["Sheet"];
  onChange: () => Promise<unknown>;
}

/** The rows of a sheet, with owners and comments to be edited, and what a sheet that came back says beside them. */
export function SheetTable({ place, sheet, onChange }: Props) {
  const mayEdit = useMay("edit");
  const [edits, setEdits] = useState<Edits>({});
  const [returned, setReturned] = useState<Comparison | null>(null);
  const leave = (target: string) =>
    setReturned((now) => now && { ...now, suggestions: now.suggestions.filter((each) => each.target !== target) });
  const suggested = (target: string) => returned?.suggestions.find((each) => each.target === target);
  const rows = [...sheet.rows, ...newRows(sheet.rows, returned)];
  return (
    <Stack>
      {mayEdit && (
        <Returned
          place={place}
          comparison={returned}
          onRead={(comparison) => {
            setReturned(comparison);
            setEdits((now) => ({ ...now, ...editsOf(comparison.annotations) }));
          }}
          onClose={() => setReturned(null)}
        />
      )}
      <Unsaved place={place} sheet={sheet} edits={edits} onEdits={setEdits} onStored={onChange} />
      {rows.length === 0 ? (
        <Empty title={texts.empty.title}>{texts.empty.text}</Empty>
      ) : (
        <div className="scrolls">
          <Table className="sheet-table" verticalSpacing={6}>
            <Heads />
            <Table.Tbody>
              {rows.map((row) => (
                <Row
                  key={row.target}
                  place={place}
                  row={row}
                  note={edits[row.target]}
                  suggestion={suggested(row.target)}
                  mayEdit={mayEdit}
                  onNote={(change) => setEdits((now) => edit(now, row, change))}
                  onTaken={onChange}
                  onLeave={() => leave(row.target)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Stack>
  );
}

function Heads() {
  return (
    <Table.Thead>
      <Table.Tr>
        {HEADS.map((head) => (
          <Table.Th key={head}>{head}</Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

/** Fields that a sheet that came back fills and the text does not. */
function newRows(rows: Shape["Sheet"]["rows"], returned: Comparison | null): Shape["Sheet"]["rows"] {
  const known = new Set(rows.map(({ target }) => target));
  return (returned?.suggestions ?? [])
    .filter(({ target }) => !known.has(target))
    .map(({ target }) => ({ target, sources: [], rule: "", expression: "", example: "", owner: "", comment: "" }));
}

interface UnsavedProps extends Pick<Props, "place" | "sheet"> {
  edits: Edits;
  onEdits: (edits: Edits) => void;
  onStored: () => Promise<unknown>;
}

/** What is typed and not stored yet. What somebody else stored meanwhile is shown before it is overwritten. */
function Unsaved({ place, sheet, edits, onEdits, onStored }: UnsavedProps) {
  const store = queries.useMutation("put", "/api/v1/projects/{project}/mappings/{mapping}/annotations", {
    onSuccess: async () => {
      await onStored();
      onEdits({});
    },
    onError: (error) => (problemOf(error).status === 412 ? onStored() : undefined),
  });
  const count = Object.keys(edits).length;
  const stale = store.error && problemOf(store.error).status === 412;
  if (count === 0) return store.isSuccess ? <Text role="status">{texts.stored}</Text> : null;
  const header = { "If-Match": `"${sheet.annotations_revision}"` };
  return (
    <Alert color={stale ? "orange" : "blue"} role="status">
      <Group justify="space-between">
        <Text size="sm">{stale ? texts.stale : texts.unsaved(count)}</Text>
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={() => onEdits({})}>
            {texts.discard}
          </Button>
          <Button
            size="xs"
            loading={store.isPending}
            onClick={() =>
              store.mutate({ params: { path: place, header }, body: { fields: notesOf(sheet.rows, edits) } })
            }
          >
            {texts.save(count)}
          </Button>
        </Group>
      </Group>
      {store.error && !stale ? <ProblemNote error={store.error} /> : null}
    </Alert>
  );
}
