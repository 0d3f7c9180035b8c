import { Alert, Button, CopyButton, Paper, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import { usePlace } from "@/app/usePlace";
import { texts } from "@/pages/promotion/texts";
import { ReasonDialog } from "@/parts/ReasonDialog";

/** Who must approve, and for whoever may: the step itself. */
export function Approval({ proposal }: { proposal: Shape["Proposal"] }) {
  const { approval, live, version, environment } = proposal;
  const isLive = live === version;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        {texts.approval}
      </Title>
      <Stack gap="sm" align="flex-start">
        {isLive ? (
          <Text size="sm" role="status">
            {texts.isLive(version, environment)}
          </Text>
        ) : (
          <Text size="sm">{approval.words}</Text>
        )}
        {!isLive && (approval.may ? <Approve proposal={proposal} /> : <LinkForApprover />)}
      </Stack>
    </Paper>
  );
}

function Approve({ proposal: { mapping, version, environment } }: { proposal: Shape["Proposal"] }) {
  const { project } = usePlace();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const promote = queries.useMutation("post", "/api/v1/projects/{project}/promotions", {
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
          onConfirm={(reason) =>
            promote.mutate({ params: { path: { project } }, body: { environment, mapping, version, reason } })
          }
        >
          {texts.confirmText(environment)}
        </ReasonDialog>
      )}
    </>
  );
}

function LinkForApprover() {
  return (
    <CopyButton value={location.href}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {copied ? texts.linked : texts.link}
        </Button>
      )}
    </CopyButton>
  );
}
