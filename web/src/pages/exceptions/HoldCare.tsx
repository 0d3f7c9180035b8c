import { Button, Group, Menu, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Shape } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { AssigneeField } from "@/pages/exceptions/AssigneeField";
import { assign, snooze } from "@/pages/exceptions/acts";
import { SNOOZES, untilOf } from "@/pages/exceptions/snooze";
import { notify } from "@/parts/notices";
import { ProblemNote } from "@/parts/ProblemNote";
import { Time } from "@/parts/Time";
import { useMay, useSession } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions.notes;

interface Props {
  place: RecordPlace;
  hold: Shape["Hold"];
}

/** Who looks after a held record, and until when it may rest; both can be taken back. */
export function HoldCare({ place, hold }: Props) {
  const mayOperate = useMay("operate");
  return (
    <Paper withBorder p="md" component="section" aria-label={words.title}>
      <Title order={2} size="h6" mb="xs">
        {words.title}
      </Title>
      <Stack gap="sm">
        <Text size="sm">{hold.assignee || words.nobody}</Text>
        {mayOperate && <Assign place={place} assignee={hold.assignee} />}
        {hold.snoozed_until && (
          <Text size="sm">
            {words.snoozed} <Time at={hold.snoozed_until} exact />
          </Text>
        )}
        {mayOperate && <PutOff place={place} until={hold.snoozed_until ?? null} />}
      </Stack>
    </Paper>
  );
}

function Assign({ place, assignee }: { place: RecordPlace; assignee: string }) {
  const me = useSession().name;
  const [name, setName] = useState("");
  const client = useQueryClient();
  const give = useMutation({
    mutationFn: (to: string) => assign(place, to),
    onSuccess: (_, to) => {
      setName("");
      notify(words.assigned(to), () => assign(place, assignee));
      return client.invalidateQueries();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    give.mutate(name.trim());
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <AssigneeField value={name} onChange={setName} />
        <Group gap="xs">
          <Button type="submit" size="xs" variant="default" disabled={!name.trim()} loading={give.isPending}>
            {words.assign}
          </Button>
          {assignee !== me && (
            <Button size="xs" variant="default" onClick={() => give.mutate(me)}>
              {words.take}
            </Button>
          )}
          {assignee && (
            <Button size="xs" variant="subtle" onClick={() => give.mutate("")}>
              {words.give}
            </Button>
          )}
        </Group>
        {give.error && <ProblemNote error={give.error} />}
      </Stack>
    </form>
  );
}

function PutOff({ place, until }: { place: RecordPlace; until: string | null }) {
  const client = useQueryClient();
  const putOff = useMutation({
    mutationFn: (to: string | null) => snooze(place, to),
    onSuccess: (_, to) => {
      notify(to ? words.didSnooze : words.didWake, () => snooze(place, until));
      return client.invalidateQueries();
    },
  });
  return (
    <Group gap="xs">
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="xs" variant="default" loading={putOff.isPending}>
            {words.snooze}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {SNOOZES.map((one) => (
            <Menu.Item key={one} onClick={() => putOff.mutate(untilOf(one).toISOString())}>
              {words.snoozes[one]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {until && (
        <Button size="xs" variant="subtle" onClick={() => putOff.mutate(null)}>
          {words.wake}
        </Button>
      )}
      {putOff.error && <ProblemNote error={putOff.error} />}
    </Group>
  );
}
