import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import { notify } from "@/parts/notices";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { texts } from "@/texts";

const words = texts.alerts;

/** Deletes a rule; asks first, for its secrets cannot be had back. */
export function DeleteRule({ project, rule }: { project: string; rule: Shape["AlertRule"] }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const remove = queries.useMutation("delete", "/api/v1/projects/{project}/alert-rules/{rule}", {
    onSuccess: () => {
      notify(words.deleted(rule.name));
      setAsking(false);
      return client.invalidateQueries();
    },
  });
  const params = { path: { project, rule: rule.name }, header: { "If-Match": `"${rule.revision}"` } };
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {words.delete}
      </Button>
      {asking && (
        <ReasonDialog
          title={words.deleteTitle(rule.name)}
          confirm={words.delete}
          asksReason={false}
          dangerous
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ params })}
          onClose={() => setAsking(false)}
        >
          {words.deleteText}
        </ReasonDialog>
      )}
    </>
  );
}
