import { Button, Group, Paper, Title } from "@mantine/core";
import { useState } from "react";
import type { Place, Shape } from "@/api/client";
import { AddRow } from "@/pages/lookups/AddRow";
import { useMisses } from "@/pages/lookups/useMisses";
import { MoneyWaiting } from "@/parts/MoneyWaiting";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.lookups.misses;

interface Props {
  place: Place;
  lookup: string;
  onAdded: (released: number) => void;
}

/** The rows of a lookup that held records wait for. */
export function WaitingMisses({ place, lookup, onAdded }: Props) {
  const [adding, setAdding] = useState<Shape["MissGroup"] | null>(null);
  const mayAdd = useMay("edit-lookups");
  const waiting = useMisses(place).filter(({ table }) => table === lookup);
  if (waiting.length === 0) return null;
  return (
    <Paper withBorder p="sm" component="section" aria-label={words.title}>
      <Title order={2} size="h5" mb={4}>
        {words.title}
      </Title>
      {waiting.map((miss) => (
        <Group key={JSON.stringify(miss.key)} justify="space-between" mb={4}>
          <span>
            <b>{miss.key.join(", ")}</b>: {words.waiting(miss.records)} <Time at={miss.since} />{" "}
            <MoneyWaiting worth={miss.worth} />
          </span>
          {mayAdd ? (
            <Button size="xs" onClick={() => setAdding(miss)}>
              {texts.exceptions.misses.add}
            </Button>
          ) : null}
        </Group>
      ))}
      {adding ? (
        <AddRow
          project={place.project}
          miss={adding}
          onSaved={({ released }) => {
            onAdded(released);
            setAdding(null);
          }}
          onClose={() => setAdding(null)}
        />
      ) : null}
    </Paper>
  );
}
