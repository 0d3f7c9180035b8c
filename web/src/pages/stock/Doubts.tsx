import { Alert, Button, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Place, queries, type Shape } from "@/api/client";
import { STOCK, useDoubts } from "@/pages/stock/server";
import { texts } from "@/pages/stock/texts";
import { notify } from "@/parts/notices";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";

const words = texts.doubts;

type Doubt = Shape["Doubt"];

/** The readings that are not believed, each to be taken over by somebody who knows that it is so. */
export function Doubts({ place }: { place: Place }) {
  const doubts = useDoubts(place).data?.items ?? [];
  const [accepting, setAccepting] = useState<Doubt | null>(null);
  const mayOperate = useMay("operate");
  return (
    <>
      {doubts.map((doubt) => (
        <Doubted key={doubt.flow} doubt={doubt} onAccept={mayOperate ? () => setAccepting(doubt) : undefined} />
      ))}
      {accepting && <Accept place={place} doubt={accepting} onClose={() => setAccepting(null)} />}
    </>
  );
}

function Doubted({ doubt, onAccept }: { doubt: Doubt; onAccept: (() => void) | undefined }) {
  const { flow, since, fallen, standing, accepted_at, accepted_by, accepted_why } = doubt;
  return (
    <Alert color="yellow" title={words.title(flow)}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {words.text(fallen, standing)} {words.since} <Time at={since} />.
        </Text>
        {accepted_at ? (
          <Text size="sm" className="said">
            {words.waiting(accepted_by, accepted_why)}
          </Text>
        ) : (
          onAccept && (
            <Button size="xs" variant="default" onClick={onAccept}>
              {words.accept}
            </Button>
          )
        )}
      </Stack>
    </Alert>
  );
}

function Accept({ place, doubt, onClose }: { place: Place; doubt: Doubt; onClose: () => void }) {
  const client = useQueryClient();
  const { flow, fallen } = doubt;
  const accept = queries.useMutation("post", `${STOCK}/doubts/{flow}/accept`, {
    onSuccess: () => {
      notify(words.accepted(flow));
      onClose();
      return client.invalidateQueries();
    },
  });
  return (
    <ReasonDialog
      title={words.acceptTitle(flow)}
      confirm={words.accept}
      dangerous
      busy={accept.isPending}
      error={accept.error}
      onConfirm={(reason) => accept.mutate({ params: { path: { ...place, flow } }, body: { reason } })}
      onClose={onClose}
    >
      {words.acceptText(fallen)}
    </ReasonDialog>
  );
}
