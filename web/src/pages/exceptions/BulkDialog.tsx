import { Alert, Button, Group, List, Modal, NativeSelect, Progress, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Place, Shape } from "@/api/client";
import { problemOf } from "@/api/problem";
import { AssigneeField } from "@/pages/exceptions/AssigneeField";
import { assign, release, skip, snooze } from "@/pages/exceptions/acts";
import { inTurn, type Progress as Reached } from "@/pages/exceptions/inTurn";
import { SNOOZES, type Snooze, untilOf } from "@/pages/exceptions/snooze";
import { notify } from "@/parts/notices";
import { ReasonField } from "@/parts/ReasonDialog";
import { useSession } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions.bulk;

export type Act = "release" | "skip" | "assign" | "snooze";
type Hold = Shape["Hold"];

interface Props {
  place: Place;
  act: Act;
  holds: readonly Hold[];
  onClose: () => void;
}

/** Asks what it needs, does it to one record after the other, and tells how far it is and what could not be done. */
export function BulkDialog({ place, act, holds, onClose }: Props) {
  const client = useQueryClient();
  const [said, setSaid] = useState<Said>({ reason: "", assignee: useSession().name, snooze: "tomorrow" });
  const [reached, setReached] = useState<Reached<Hold> | null>(null);
  const busy = reached !== null && reached.done < holds.length;

  async function run(event: FormEvent): Promise<void> {
    event.preventDefault();
    const end = await inTurn(holds, (hold) => doTo({ ...place, record: hold.record }, act, said), setReached);
    const count = holds.length - end.failed.length;
    if (count > 0) notify(words.did[act](count), undoOf(place, act, holds));
    await client.invalidateQueries();
    if (end.failed.length === 0) onClose();
  }

  return (
    <Modal
      opened
      onClose={busy ? () => undefined : onClose}
      title={words.titles[act](holds.length)}
      closeButtonProps={{ "aria-label": texts.shared.close }}
    >
      <form onSubmit={run}>
        <Stack>
          <Text size="sm">{words.texts[act]}</Text>
          <Questions act={act} said={said} onChange={setSaid} />
          {reached && <Reach reached={reached} all={holds.length} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={busy}>
              {reached && !busy ? texts.shared.close : texts.shared.cancel}
            </Button>
            {(reached === null || busy) && (
              <Button type="submit" loading={busy} color={act === "skip" ? "red" : undefined}>
                {act === "assign" || act === "snooze" ? words[act] : words[act](holds.length)}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Said {
  reason: string;
  assignee: string;
  snooze: Snooze;
}

interface QuestionsProps {
  act: Act;
  said: Said;
  onChange: (said: Said) => void;
}

function Questions({ act, said, onChange }: QuestionsProps) {
  if (act === "assign")
    return <AssigneeField value={said.assignee} onChange={(assignee) => onChange({ ...said, assignee })} />;
  if (act === "snooze") {
    const { snoozes } = texts.exceptions.notes;
    return (
      <NativeSelect
        label={words.snooze}
        data={SNOOZES.map((value) => ({ value, label: snoozes[value] }))}
        value={said.snooze}
        onChange={(event) => {
          const chosen = SNOOZES.find((known) => known === event.currentTarget.value);
          onChange({ ...said, snooze: chosen ?? "tomorrow" });
        }}
        data-autofocus
      />
    );
  }
  return (
    <ReasonField value={said.reason} onChange={(reason) => onChange({ ...said, reason })} required={act === "skip"} />
  );
}

function Reach({ reached, all }: { reached: Reached<Hold>; all: number }) {
  return (
    <div role="status">
      <Progress value={(reached.done / all) * 100} aria-label={words.progress(reached.done, all)} />
      <Text size="xs" c="dimmed">
        {words.progress(reached.done, all)}
      </Text>
      {reached.failed.length > 0 && (
        <Alert color="red" mt="xs" title={words.failed(reached.failed.length)}>
          <List size="sm">
            {reached.failed.slice(0, 10).map(({ item, error }) => (
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

function doTo(place: Place & { record: string }, act: Act, said: Said): Promise<void> {
  switch (act) {
    case "release":
      return release(place, said.reason.trim());
    case "skip":
      return skip(place, said.reason.trim());
    case "assign":
      return assign(place, said.assignee);
    case "snooze":
      return snooze(place, untilOf(said.snooze).toISOString());
  }
}

/** How an act is taken back: everybody who looked after something does so again, what was put off is looked at. */
function undoOf(place: Place, act: Act, holds: readonly Hold[]): (() => Promise<unknown>) | undefined {
  if (act === "assign") return () => all(holds, (hold) => assign({ ...place, record: hold.record }, hold.assignee));
  if (act !== "snooze") return undefined;
  return () => all(holds, (hold) => snooze({ ...place, record: hold.record }, hold.snoozed_until ?? null));
}

async function all(holds: readonly Hold[], act: (hold: Hold) => Promise<void>): Promise<void> {
  const { failed } = await inTurn(holds, act, () => undefined);
  if (failed[0]) throw failed[0].error;
}
