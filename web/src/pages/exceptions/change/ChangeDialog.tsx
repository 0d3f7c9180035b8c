import { Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Place, Shape } from "@/api/client";
import { readPayload } from "@/api/payload";
import { readJson } from "@/editor/json";
import { Asked } from "@/parts/Asked";
import { texts as shared } from "@/texts";
import { ChangeFields } from "./ChangeFields";
import { ChangeSeen } from "./ChangeSeen";
import { placesIn, type ValuePlace } from "./places";
import { type Change, previewChange } from "./server";
import { texts } from "./texts";

interface Props {
  place: Place;
  holds: readonly Shape["Hold"][];
  onDone: () => void;
  onClose: () => void;
}

/** One change to several held records, or to one: said, seen, and then done to each. */
export function ChangeDialog({ place, holds, onDone, onClose }: Props) {
  const first = holds[0]?.record ?? "";
  const [change, setChange] = useState<Change | null>(null);
  const [busy, setBusy] = useState(false);
  const example = useExample(place, first);
  const preview = useMutation({
    mutationFn: (asked: Change) =>
      previewChange(
        place,
        holds.map(({ record }) => record),
        asked,
      ),
  });

  function forget(): void {
    setChange(null);
    preview.reset();
  }

  return (
    <Modal
      opened
      onClose={busy ? () => undefined : onClose}
      title={texts.title(holds.length)}
      size="lg"
      closeButtonProps={{ "aria-label": shared.shared.close }}
    >
      <Stack>
        <Text size="sm">{texts.lead}</Text>
        <Asked query={example}>
          {(places) => (
            <ChangeFields
              places={places}
              busy={preview.isPending}
              error={preview.error}
              onChange={forget}
              onPreview={(asked) => {
                setChange(asked);
                preview.mutate(asked);
              }}
            />
          )}
        </Asked>
        {change && preview.data && (
          <ChangeSeen place={place} change={change} seen={preview.data} onBusy={setBusy} onDone={onDone} />
        )}
      </Stack>
    </Modal>
  );
}

/** What the first one holds; that it was read stands in the audit log. */
function useExample(place: Place, record: string) {
  return useQuery({
    queryKey: ["example", place, record],
    queryFn: async () => placesOf(await readPayload({ ...place, record })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
}

function placesOf({ readable, edited, original }: Awaited<ReturnType<typeof readPayload>>): ValuePlace[] {
  return readable || edited ? placesIn(readJson(edited ?? original)) : [];
}
