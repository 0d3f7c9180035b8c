import { Button, Paper, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { type Place, queries, type Shape } from "@/api/client";
import { moneyText } from "@/format/money";
import { AddRow } from "@/pages/lookups/AddRow";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions.misses;
const EVERY_MS = 5_000;

type Miss = Shape["MissGroup"];

interface Props {
  place: Place;
  onAdded: (released: number) => void;
}

/** The lookup rows that held records wait for; each can be added right here. */
export function MissingRows({ place, onAdded }: Props) {
  const [adding, setAdding] = useState<Miss | null>(null);
  const mayAdd = useMay("edit-lookups");
  const { data } = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/holds/misses",
    { params: { path: place } },
    { refetchInterval: EVERY_MS },
  );
  if (!data || data.items.length === 0) return null; // The holds themselves are told below in any case.
  return (
    <Paper withBorder p="md" component="section" aria-label={words.title}>
      <Title order={2} size="h5">
        {words.title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {words.lead}
      </Text>
      <MissTable misses={data.items} onAdd={mayAdd ? setAdding : undefined} />
      {adding && (
        <AddRow
          project={place.project}
          miss={adding}
          onSaved={({ released }) => {
            onAdded(released);
            setAdding(null);
          }}
          onClose={() => setAdding(null)}
        />
      )}
    </Paper>
  );
}

interface TableProps {
  misses: readonly Miss[];
  /** Left out for those who may add none. */
  onAdd: ((miss: Miss) => void) | undefined;
}

function MissTable({ misses, onAdd }: TableProps) {
  return (
    <div className="scrolls">
      <Table horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.table}</Table.Th>
            <Table.Th>{words.key}</Table.Th>
            <Table.Th>{words.records}</Table.Th>
            <Table.Th visibleFrom="sm">{words.worth}</Table.Th>
            <Table.Th visibleFrom="sm">{words.since}</Table.Th>
            <Table.Th>{onAdd && <span className="for-readers">{words.add}</span>}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {misses.map((miss) => (
            <Table.Tr key={JSON.stringify([miss.table, miss.key])}>
              <Table.Td>{miss.table}</Table.Td>
              <Table.Td fw={600}>{miss.key.join(", ")}</Table.Td>
              <Table.Td>{miss.records}</Table.Td>
              <Table.Td visibleFrom="sm">{miss.worth.map(moneyText).join(", ")}</Table.Td>
              <Table.Td visibleFrom="sm">
                <Time at={miss.since} />
              </Table.Td>
              <Table.Td ta="right">
                {onAdd && (
                  <Button size="xs" onClick={() => onAdd(miss)}>
                    {words.add}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
