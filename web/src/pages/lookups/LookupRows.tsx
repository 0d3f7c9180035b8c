import { Button, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { api, type Shape } from "@/api/client";
import { usePages } from "@/api/usePages";
import { DeleteRow } from "@/pages/lookups/DeleteRow";
import { matching } from "@/pages/lookups/matching";
import { RowDialog } from "@/pages/lookups/RowDialog";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.lookups;
const PAGE = 200;

type Row = Shape["LookupRow"];

interface Props {
  project: string;
  definition: Shape["LookupDefinition"];
  onSaved: (released: number) => void;
}

/** The rows of a lookup, each to be changed or deleted. */
export function LookupRows({ project, definition, onSaved }: Props) {
  const [filter, setFilter] = useState("");
  const [changing, setChanging] = useState<Row | null>(null);
  const [deleting, setDeleting] = useState<Row | null>(null);
  const found = usePages(["rows", project, definition.name], (cursor) =>
    api.GET("/api/v1/projects/{project}/lookups/{lookup}/rows", {
      params: { path: { project, lookup: definition.name }, query: { limit: PAGE, ...(cursor && { cursor }) } },
    }),
  );
  return (
    <Asked query={found}>
      {(rows) => {
        if (rows.length === 0) return <Empty title={words.noRows.title}>{words.noRows.text}</Empty>;
        return (
          <Stack gap="xs" align="flex-start">
            <TextInput
              aria-label={words.filter}
              placeholder={words.filter}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
              w={260}
            />
            <Rows definition={definition} rows={matching(rows, filter)} onChange={setChanging} onDelete={setDeleting} />
            {found.hasNextPage && (
              <Button variant="default" onClick={() => found.fetchNextPage()} loading={found.isFetchingNextPage}>
                {texts.shared.more}
              </Button>
            )}
            {changing && (
              <RowDialog
                project={project}
                definition={definition}
                title={words.changeTitle(definition.name)}
                keys={changing.keys}
                values={changing.values}
                onSaved={({ released }) => {
                  onSaved(released);
                  setChanging(null);
                }}
                onClose={() => setChanging(null)}
              />
            )}
            {deleting && (
              <DeleteRow project={project} lookup={definition.name} row={deleting} onClose={() => setDeleting(null)} />
            )}
          </Stack>
        );
      }}
    </Asked>
  );
}

interface RowsProps {
  definition: Shape["LookupDefinition"];
  rows: readonly Row[];
  onChange: (row: Row) => void;
  onDelete: (row: Row) => void;
}

function Rows({ definition, rows, onChange, onDelete }: RowsProps) {
  const mayEdit = useMay("edit-lookups");
  if (rows.length === 0) return <Text size="sm">{words.nothingFits}</Text>;
  return (
    <div className="scrolls wide">
      <Table
        highlightOnHover
        data={{
          head: [
            ...definition.keys.map(words.keyOf),
            ...definition.values,
            ...(mayEdit
              ? [
                  <span key="do" className="for-readers">
                    {words.change}
                  </span>,
                ]
              : []),
          ],
          body: rows.map((row) => [
            ...row.keys.map((key) => <b key={key}>{key}</b>),
            ...row.values,
            ...(mayEdit ? [<Doings key="do" row={row} onChange={onChange} onDelete={onDelete} />] : []),
          ]),
        }}
      />
    </div>
  );
}

function Doings({ row, onChange, onDelete }: { row: Row } & Pick<RowsProps, "onChange" | "onDelete">) {
  const name = row.keys.join(", ");
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <Button size="compact-xs" variant="subtle" aria-label={`${words.change} ${name}`} onClick={() => onChange(row)}>
        {words.change}
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        color="red"
        aria-label={`${words.delete} ${name}`}
        onClick={() => onDelete(row)}
      >
        {words.delete}
      </Button>
    </Group>
  );
}
