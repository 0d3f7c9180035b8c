import { useQueryClient } from "@tanstack/react-query";
import { type Place, queries, type Shape } from "@/api/client";
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
  const done = { onSuccess: () => client.invalidateQueries().then(onClose) };
  const pause = queries.useMutation("post", `${FLOW}/pause`, done);
  const resume = queries.useMutation("post", `${FLOW}/resume`, done);
  const params = { path: { ...place, flow: state.flow } };
  const runs = (state.status ?? "running") === "running";
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
