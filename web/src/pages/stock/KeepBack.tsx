import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, type Place, queries, type Shape } from "@/api/client";
import { bufferOf, newOf, replacedBy, type Typed } from "@/pages/stock/buffer";
import { checked, STOCK } from "@/pages/stock/server";
import { texts } from "@/pages/stock/texts";
import { notify } from "@/parts/notices";
import { ProblemNote } from "@/parts/ProblemNote";
import { ReasonField } from "@/parts/ReasonDialog";
import { texts as studio } from "@/texts";

const words = texts.buffers;
const BUFFERS = `${STOCK}/buffers` as const;
const EMPTY: Typed = { sku: "", location: "*", quantity: "", owner: "", reason: "", until: "" };

type Buffer = Shape["Buffer"];

interface Props {
  place: Place;
  /** What is kept back already. */
  there: readonly Buffer[];
  onClose: () => void;
}

/** Keeps so many of a SKU back; can be taken back, also where it took another one's place. */
export function KeepBack({ place, there, onClose }: Props) {
  const client = useQueryClient();
  const params = { path: place };
  const [typed, setTyped] = useState(EMPTY);
  const keep = queries.useMutation("post", BUFFERS, {
    onSuccess: (kept) => {
      notify(words.kept(kept.quantity, kept.sku), () => checked(back(kept)));
      onClose();
      return client.invalidateQueries();
    },
  });

  function back(kept: Buffer): Promise<{ error?: unknown }> {
    const before = replacedBy(kept, there);
    if (before) return api.POST(BUFFERS, { params, body: newOf(before) });
    return api.DELETE(`${BUFFERS}/{buffer}`, { params: { path: { ...place, buffer: kept.id } } });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    keep.mutate({ params, body: bufferOf(typed) });
  }

  return (
    <Modal opened onClose={onClose} title={words.keepTitle} closeButtonProps={{ "aria-label": studio.shared.close }}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{words.keepText}</Text>
          <Fields typed={typed} onChange={(change) => setTyped({ ...typed, ...change })} />
          {keep.error && <ProblemNote error={keep.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {studio.shared.cancel}
            </Button>
            <Button type="submit" loading={keep.isPending}>
              {words.keep}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Fields({ typed, onChange }: { typed: Typed; onChange: (change: Partial<Typed>) => void }) {
  const { fields } = words;
  return (
    <>
      <TextInput
        label={fields.sku}
        description={fields.skuHint}
        value={typed.sku}
        onChange={(event) => onChange({ sku: event.currentTarget.value })}
        required
        data-autofocus
      />
      <TextInput
        label={fields.location}
        description={fields.locationHint}
        value={typed.location}
        onChange={(event) => onChange({ location: event.currentTarget.value })}
        required
      />
      <NumberInput
        label={fields.quantity}
        value={typed.quantity}
        onChange={(quantity) => onChange({ quantity })}
        min={1}
        allowDecimal={false}
        required
      />
      <TextInput
        label={fields.owner}
        description={fields.ownerHint}
        value={typed.owner}
        onChange={(event) => onChange({ owner: event.currentTarget.value })}
        required
      />
      <TextInput
        type="datetime-local"
        label={fields.until}
        description={fields.untilHint}
        value={typed.until}
        onChange={(event) => onChange({ until: event.currentTarget.value })}
      />
      <ReasonField value={typed.reason} onChange={(reason) => onChange({ reason })} required />
    </>
  );
}
