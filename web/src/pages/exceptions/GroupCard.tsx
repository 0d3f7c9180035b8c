import { Badge, Button, Group, Paper, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Place } from "@/api/client";
import { BulkActions } from "@/pages/exceptions/BulkActions";
import type { Group as Held } from "@/pages/exceptions/groups";
import { HoldTable } from "@/pages/exceptions/HoldTable";
import { Playbook } from "@/pages/exceptions/Playbook";
import { Advice } from "@/pages/exceptions/plain/Advice";
import { PlainTable } from "@/pages/exceptions/plain/PlainTable";
import { titleOf } from "@/pages/exceptions/plain/plainly";
import type { View } from "@/pages/exceptions/plain/view";
import { MoneyWaiting } from "@/parts/MoneyWaiting";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions;
const SHOWN = 20;

interface Props {
  place: Place;
  group: Held;
  view: View;
}

/** All records held for one cause, the playbook beside them; what is done is done to the chosen ones, or to all. */
export function GroupCard({ place, group, view }: Props) {
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const mayOperate = useMay("operate");
  const plain = view === "plain";
  const Rows = plain ? PlainTable : HoldTable;
  const { code, holds, owners, since, worth, playbook } = group;
  const title = plain ? titleOf(code, playbook) : code;
  const meant = holds.filter(({ record }) => chosen.has(record));
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm">
        <Group gap="xs">
          <Title order={2} size="h5">
            {plain ? title : <code>{code}</code>}
          </Title>
          <Badge color="orange" variant="light" className="badge">
            {words.groups.count(holds.length)}
          </Badge>
          <MoneyWaiting worth={worth} />
          <Text size="sm" c="dimmed">
            {words.groups.oldest} <Time at={since} />, {words.groups.owner(owners.join(", "))}
          </Text>
        </Group>
        {mayOperate && (
          <Group gap="xs">
            {meant.length > 0 && <Text size="sm">{words.groups.chosen(meant.length)}</Text>}
            <BulkActions place={place} holds={meant.length > 0 ? meant : holds} onDone={() => setChosen(new Set())} />
          </Group>
        )}
      </Group>
      <div className="beside">
        <div className="scrolls">
          <Rows
            place={place}
            holds={all ? holds : holds.slice(0, SHOWN)}
            chosen={chosen}
            onChoose={mayOperate ? setChosen : undefined}
          />
          {!all && holds.length > SHOWN && (
            <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
              {words.groups.all(holds.length)}
            </Button>
          )}
        </div>
        {plain ? <Advice playbook={playbook} /> : <Playbook code={code} text={playbook} listed />}
      </div>
    </Paper>
  );
}
