import { Alert, Button, Group, List, Progress, Stack, Table, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Place } from "@/api/client";
import { problemOf } from "@/api/problem";
import { shownValue } from "@/editor/json";
import { inTurn, type Progress as Reached } from "@/pages/exceptions/inTurn";
import { notify } from "@/parts/notices";
import { ReasonField } from "@/parts/ReasonDialog";
import { type Change, changes, makeChange, type Seen } from "./server";
import { texts } from "./texts";

const SHOWN = 20;

interface Props {
  place: Place;
  change: Change;
  seen: readonly Seen[];
  /** While it is done nobody goes away. */
  onBusy: (busy: boolean) => void;
  onDone: () => void;
}

/** What a change would make of each record; and the step itself, one record after the other. */
export function ChangeSeen({ place, change, seen, onBusy, onDone }: Props) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [reached, setReached] = useState<Reached<Seen> | null>(null);
  const meant = seen.filter(changes);

  async function run(event: FormEvent): Promise<void> {
    event.preventDefault();
    onBusy(true);
    const make = ({ record }: Seen) => makeChange({ ...place, record }, change, reason.trim());
    const { failed } = await inTurn(meant, make, setReached);
    onBusy(false);
    if (failed.length < meant.length) notify(texts.did(meant.length - failed.length));
    await client.invalidateQueries();
    if (failed.length === 0) onDone();
  }

  return (
    <form onSubmit={run}>
      <Stack gap="xs">
        <Text size="sm" fw={600} role="status">
          {texts.seen(meant.length, seen.length)}
        </Text>
        <SeenTable seen={seen} />
        {meant.length < seen.length && <Text size="sm">{texts.left}</Text>}
        {meant.length > 0 && <ReasonField value={reason} onChange={setReason} required />}
        {reached && <Reach reached={reached} all={meant.length} />}
        {meant.length > 0 && reached === null && (
          <Group justify="flex-end">
            <Button type="submit">{texts.apply(meant.length)}</Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function SeenTable({ seen }: { seen: readonly Seen[] }) {
  const { columns } = texts;
  return (
    <div className="scrolls">
      <Table
        data={{
          head: [columns.key, columns.was, columns.now],
          body: seen
            .slice(0, SHOWN)
            .map((one) => [one.key, one.was === undefined ? texts.absent : shownValue(one.was), becomes(one)]),
        }}
      />
      {seen.length > SHOWN && <Text size="sm">{texts.more(seen.length - SHOWN)}</Text>}
    </div>
  );
}

function becomes(one: Seen): string {
  if (one.now === undefined) return one.message;
  return changes(one) ? shownValue(one.now) : texts.same;
}

function Reach({ reached, all }: { reached: Reached<Seen>; all: number }) {
  const { done, failed } = reached;
  return (
    <div role="status">
      <Progress value={(100 * done) / all} aria-label={texts.progress(done, all)} />
      <Text size="xs" c="dimmed">
        {texts.progress(done, all)}
      </Text>
      {failed.length > 0 && (
        <Alert color="red" mt="xs" title={texts.failed(failed.length)}>
          <List size="sm">
            {failed.slice(0, SHOWN).map(({ item, error }) => (
              <List.Item key={item.record}>
                {item.key}: {problemOf(error).detail}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </div>
  );
}
