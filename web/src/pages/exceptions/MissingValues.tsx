import { Button, Group, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Shape } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { pathTo } from "@/app/places";
import { AddRow } from "@/pages/lookups/AddRow";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions;

/** The lookup rows that one held record waits for; each can be added right here. */
export function MissingValues({ place, misses }: { place: RecordPlace; misses: Shape["Hold"]["misses"] }) {
  const [adding, setAdding] = useState<Shape["LookupMiss"] | null>(null);
  const mayAdd = useMay("edit-lookups");
  const navigate = useNavigate();
  return (
    <div>
      <Title order={2} size="h6" mb={4}>
        {words.misses.title}
      </Title>
      {misses.map((miss) => (
        <Group key={JSON.stringify(miss)} justify="space-between">
          <Text size="sm">
            {miss.table}: <b>{miss.key.join(", ")}</b>
          </Text>
          {mayAdd && (
            <Button size="xs" onClick={() => setAdding(miss)}>
              {words.misses.add}
            </Button>
          )}
        </Group>
      ))}
      {adding && (
        <AddRow
          project={place.project}
          miss={adding}
          onSaved={() => navigate(pathTo("record", place))}
          onClose={() => setAdding(null)}
        />
      )}
    </div>
  );
}
