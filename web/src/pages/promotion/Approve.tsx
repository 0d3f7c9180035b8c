import { Alert, Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Shape } from "@/api/client";
import { usePlace } from "@/app/usePlace";
import { texts } from "@/pages/promotion/texts";
import { ReasonDialog } from "@/parts/ReasonDialog";

interface Props {
  proposal: Shape["Proposal"];
  /** The request that this answers; null where nobody asked. */
  waiting: Shape["PromotionRequest"] | null;
}

/** Puts a version live, for whoever may. */
export function Approve({ proposal, waiting }: Props) {
  const { project } = usePlace();
  const { version, environment } = proposal;
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const promote = useMutation({
    mutationFn: (reason: string) => putLive(project, proposal, waiting, reason),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries();
    },
  });
  if (promote.isSuccess) return <Alert color="teal">{texts.done(version, environment)}</Alert>;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{texts.approve}</Button>
      {asking && (
        <ReasonDialog
          title={texts.confirmTitle(version, environment)}
          confirm={texts.confirm}
          busy={promote.isPending}
          error={promote.error}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => promote.mutate(reason)}
        >
          {texts.confirmText(environment)}
        </ReasonDialog>
      )}
    </>
  );
}

/** What was asked for is approved as such, so that a request taken back meanwhile puts nothing live. */
async function putLive(project: string, proposal: Shape["Proposal"], waiting: Props["waiting"], reason: string) {
  const { environment, mapping, version } = proposal;
  const { error } = waiting
    ? await api.POST("/api/v1/projects/{project}/promotion-requests/{asked}/approve", {
        params: { path: { project, asked: waiting.id } },
        body: { reason },
      })
    : await api.POST("/api/v1/projects/{project}/promotions", {
        params: { path: { project } },
        body: { environment, mapping, version, reason },
      });
  if (error) throw error;
}
