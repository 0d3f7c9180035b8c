import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { useMay } from "@/session/useSession";
import { texts } from "./texts";

const words = texts.rollBack;

interface Props {
  project: string;
  live: Shape["LiveVersion"];
}

/** Takes back what is live of a mapping in an environment, with a reason. */
export function RollBack({ project, live: { environment, mapping, version } }: Props) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const mayApprove = useMay("approve");
  const back = queries.useMutation(
    "post",
    "/api/v1/projects/{project}/environments/{environment}/mappings/{mapping}/rollback",
    {
      onSuccess: async () => {
        setAsking(false);
        await client.invalidateQueries();
      },
    },
  );
  if (!mayApprove) return null;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {words.act(environment)}
      </Button>
      {asking && (
        <ReasonDialog
          title={words.title(environment)}
          confirm={words.confirm}
          dangerous
          busy={back.isPending}
          error={back.error}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => back.mutate({ params: { path: { project, environment, mapping } }, body: { reason } })}
        >
          {words.text(version, environment)}
        </ReasonDialog>
      )}
    </>
  );
}
