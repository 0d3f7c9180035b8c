import { useQueryClient } from "@tanstack/react-query";
import { api, type Place, queries, type Shape } from "@/api/client";
import { notify } from "@/parts/notices";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { texts } from "@/texts";

const words = texts.flows;
const FLOW = "/api/v1/projects/{project}/environments/{environment}/flows/{flow}";

interface Props {
  place: Place;
  state: Shape["FlowState"];
  onClose: () => void;
}

/** Pauses a flow that runs, resumes one that does not; asks why. */
export function FlowSwitch({ place, state, onClose }: Props) {
  const client = useQueryClient();
  const params = { path: { ...place, flow: state.flow } };
  const runs = (state.status ?? "running") === "running";

  function done(): Promise<void> {
    const undo = { params, body: { reason: words.undoReason } };
    if (runs) notify(words.didPause(state.flow), () => checked(api.POST(`${FLOW}/resume`, undo)));
    else notify(words.didResume(state.flow), () => checked(api.POST(`${FLOW}/pause`, undo)));
    onClose();
    return client.invalidateQueries();
  }

  const pause = queries.useMutation("post", `${FLOW}/pause`, { onSuccess: done });
  const resume = queries.useMutation("post", `${FLOW}/resume`, { onSuccess: done });
  return (
    <ReasonDialog
      title={runs ? words.pauseTitle(state.flow) : words.resumeTitle(state.flow)}
      confirm={runs ? words.pause : words.resume}
      optional={!runs}
      busy={pause.isPending || resume.isPending}
      error={pause.error ?? resume.error}
      onConfirm={(reason) => (runs ? pause : resume).mutate({ params, body: { reason } })}
      onClose={onClose}
    >
      {runs ? words.pauseText : words.resumeText}
    </ReasonDialog>
  );
}

async function checked(answer: Promise<{ error?: unknown }>): Promise<void> {
  const { error } = await answer;
  if (error) throw error;
}
