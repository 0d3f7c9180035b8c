import { useQueryClient } from "@tanstack/react-query";
import { queries } from "@/api/client";
import type { ConnectionPlace } from "@/pages/connections/ConnectionPage";
import { notify } from "@/parts/notices";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { texts } from "@/texts";

const words = texts.connections.standing;
const CONNECTION = "/api/v1/projects/{project}/environments/{environment}/connections/{connection}";

export type Switching = "pause" | "drain" | "resume";

interface Props {
  place: ConnectionPlace;
  switching: Switching;
  onClose: () => void;
}

/** Says what pausing, draining or resuming does, asks why, and does it. */
export function ConnectionSwitch({ place, switching, onClose }: Props) {
  const client = useQueryClient();
  const { title, do: confirm, text, done } = words.switches[switching];
  const onSuccess = () => {
    notify(done(place.connection));
    onClose();
    return client.invalidateQueries();
  };
  const acts = {
    pause: queries.useMutation("post", `${CONNECTION}/pause`, { onSuccess }),
    drain: queries.useMutation("post", `${CONNECTION}/drain`, { onSuccess }),
    resume: queries.useMutation("post", `${CONNECTION}/resume`, { onSuccess }),
  };
  const act = acts[switching];
  return (
    <ReasonDialog
      title={title(place.connection)}
      confirm={confirm}
      optional={switching === "resume"}
      busy={act.isPending}
      error={act.error}
      onConfirm={(reason) => act.mutate({ params: { path: place }, body: { reason } })}
      onClose={onClose}
    >
      {text}
    </ReasonDialog>
  );
}
