import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { queries } from "@/api/client";
import { pathTo } from "@/app/places";
import type { ConnectionPlace } from "@/pages/connections/ConnectionPage";
import { notify } from "@/parts/notices";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { texts } from "@/texts";

const words = texts.connections;

/** Deletes a connection; asks first, for its secrets cannot be had back. */
export function DeleteConnection({ place, revision }: { place: ConnectionPlace; revision: number }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = queries.useMutation(
    "delete",
    "/api/v1/projects/{project}/environments/{environment}/connections/{connection}",
    {
      onSuccess: () => {
        notify(words.deleted(place.connection));
        navigate(pathTo("connections", place));
        return client.invalidateQueries();
      },
    },
  );
  const params = { path: place, header: { "If-Match": `"${revision}"` } };
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {words.delete}
      </Button>
      {asking && (
        <ReasonDialog
          title={words.deleteTitle(place.connection)}
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
