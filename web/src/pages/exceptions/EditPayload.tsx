import { Button, Group, JsonInput, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "@/api/client";
import { editBody, type Payload, type RecordPlace, readPayload } from "@/api/payload";
import { Asked } from "@/parts/Asked";
import { ProblemNote } from "@/parts/ProblemNote";
import { ReasonField } from "@/parts/ReasonDialog";
import { texts } from "@/texts";

const words = texts.exceptions.edit;

interface Props {
  place: RecordPlace;
  onSaved: () => unknown;
  onClose: () => void;
}

/** A held record's payload, to be corrected by hand. */
export function EditPayload({ place, onSaved, onClose }: Props) {
  const found = useQuery({
    queryKey: ["payload", place],
    queryFn: () => readPayload(place),
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title}
      size="xl"
      closeButtonProps={{ "aria-label": texts.shared.close }}
    >
      <Asked query={found}>
        {(payload) => <Form place={place} payload={payload} onSaved={onSaved} onClose={onClose} />}
      </Asked>
    </Modal>
  );
}

function Form({ place, payload, onSaved, onClose }: Props & { payload: Payload }) {
  const [text, setText] = useState(payload.edited ?? payload.original);
  const [reason, setReason] = useState("");
  const save = useMutation({ mutationFn: () => sendCorrection(place, text, reason.trim()), onSuccess: onSaved });

  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{words.text}</Text>
        {!payload.readable && <Text size="sm">{words.unreadable}</Text>}
        <JsonInput
          label={words.payload}
          value={text}
          onChange={setText}
          validationError={words.broken}
          autosize
          minRows={8}
          maxRows={24}
          className="mono"
          required
        />
        <ReasonField value={reason} onChange={setReason} required />
        {save.error && <ProblemNote error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.shared.cancel}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Sends the text as it was typed: a number that passed through JavaScript could lose digits. */
async function sendCorrection(place: RecordPlace, text: string, reason: string): Promise<void> {
  const body = editBody(text, reason);
  const { error } = await api.POST("/api/v1/projects/{project}/environments/{environment}/holds/{record}/edit", {
    params: { path: place },
    body: { payload: null, reason },
    bodySerializer: () => body,
  });
  if (error) throw error;
}
