import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import { notify } from "@/parts/notices";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { texts } from "@/texts";

const words = texts.tokens;

interface Props {
  project: string;
  token: Shape["Token"];
}

/** Revokes a token; asks first, for that cannot be undone. */
export function RevokeToken({ project, token }: Props) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const revoke = queries.useMutation("delete", "/api/v1/projects/{project}/tokens/{token}", {
    onSuccess: () => {
      notify(words.revoked(token.name));
      setAsking(false);
      return client.invalidateQueries();
    },
  });
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
        {words.revoke}
      </Button>
      {asking && (
        <ReasonDialog
          title={words.revokeTitle(token.name)}
          confirm={words.revoke}
          asksReason={false}
          dangerous
          busy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate({ params: { path: { project, token: token.id } } })}
          onClose={() => setAsking(false)}
        >
          {words.revokeText}
        </ReasonDialog>
      )}
    </>
  );
}
