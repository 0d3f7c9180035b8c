import { useQueryClient } from "@tanstack/react-query";
import { api, type Place, queries, type Shape } from "@/api/client";
import { checked, STOCK } from "@/pages/stock/server";
import { texts } from "@/pages/stock/texts";
import { notify } from "@/parts/notices";
import { ReasonDialog } from "@/parts/ReasonDialog";

const words = texts.channels;
const CHANNEL = `${STOCK}/channels/{connection}` as const;

interface Props {
  place: Place;
  channel: Shape["Channel"];
  onClose: () => void;
}

/** Closes a channel that is open, opens one that is closed; asks why, and can be taken back. */
export function ChannelSwitch({ place, channel, onClose }: Props) {
  const client = useQueryClient();
  const { connection, closed } = channel;
  const params = { path: { ...place, connection } };
  const put = queries.useMutation("put", CHANNEL, {
    onSuccess: () => {
      // Closed again by mistake, it bears the reason that it had.
      const before = { closed, reason: closed ? channel.reason : words.undoReason };
      notify(closed ? words.didOpen(connection) : words.didClose(connection), () =>
        checked(api.PUT(CHANNEL, { params, body: before })),
      );
      onClose();
      return client.invalidateQueries();
    },
  });
  return (
    <ReasonDialog
      title={closed ? words.reopenTitle(connection) : words.closeTitle(connection)}
      confirm={closed ? words.reopen(connection) : words.close(connection)}
      dangerous={!closed}
      busy={put.isPending}
      error={put.error}
      onConfirm={(reason) => put.mutate({ params, body: { closed: !closed, reason } })}
      onClose={onClose}
    >
      {closed ? words.reopenText : words.closeText}
    </ReasonDialog>
  );
}
