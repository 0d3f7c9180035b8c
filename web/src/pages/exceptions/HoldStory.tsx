import { Alert, Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Shape } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { pathTo } from "@/app/places";
import { moneyText } from "@/format/money";
import { AddRow } from "@/pages/lookups/AddRow";
import { Facts } from "@/parts/Facts";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions;

interface Props {
  place: RecordPlace;
  hold: Shape["Hold"];
}

/** Why a record is held, with every place and every missing row. */
export function HoldStory({ place, hold }: Props) {
  return (
    <Stack>
      <Facts
        facts={[
          [words.facts.code, <code key="code">{hold.code}</code>],
          [words.facts.owner, hold.owner],
          [words.facts.flow, hold.flow],
          [words.facts.since, <Time key="since" at={hold.since} exact />],
          [words.facts.worth, hold.worth ? moneyText(hold.worth) : null],
          [words.facts.attempts, hold.attempts],
          [words.facts.waiting, hold.waiting || null],
        ]}
      />
      {hold.remedy && (
        <Alert color="dock" title={words.remedy}>
          {hold.remedy}
        </Alert>
      )}
      {hold.misses.length > 0 && <Misses place={place} misses={hold.misses} />}
      {hold.problems.length > 0 && <Problems problems={hold.problems} />}
    </Stack>
  );
}

function Misses({ place, misses }: { place: RecordPlace; misses: Shape["Hold"]["misses"] }) {
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

function Problems({ problems }: { problems: Shape["Hold"]["problems"] }) {
  return (
    <div className="scrolls">
      <Title order={2} size="h6" mb={4}>
        {words.problems.title}
      </Title>
      <Table
        data={{
          head: [words.problems.place, words.problems.message, words.problems.remedy],
          body: problems.map((problem) => [placeOf(problem), problem.message, problem.remedy]),
        }}
      />
    </div>
  );
}

function placeOf({ side, pointer, expression }: Shape["Problem"]) {
  if (pointer) return <code key="place">{`${side ?? ""} ${pointer}`}</code>;
  return expression ? words.problems.text : "";
}
