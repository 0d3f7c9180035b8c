import { Alert, Button, CopyButton, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { Shape } from "@/api/client";
import { Approve } from "@/pages/promotion/Approve";
import { Ask, Decline, Withdraw } from "@/pages/promotion/requests";
import { texts } from "@/pages/promotion/texts";
import { Time } from "@/parts/Time";
import { texts as requests } from "@/requests/texts";
import { useMay, useSession } from "@/session/useSession";

type Proposal = Shape["Proposal"];
type Request = Shape["PromotionRequest"];

/** Who must approve, what was asked and answered, and for whoever may: the step itself. */
export function Approval({ proposal }: { proposal: Proposal }) {
  const { approval, live, version, environment } = proposal;
  const isLive = live === version;
  return (
    <Paper withBorder p="md" component="section" aria-label={texts.approval}>
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
        {proposal.request && <Asked request={proposal.request} />}
        {!isLive && <Steps proposal={proposal} />}
      </Stack>
    </Paper>
  );
}

/** What was asked, in the words of whoever did, and what was answered. */
function Asked({ request }: { request: Request }) {
  const { requested_by, reason, created_at, state = "waiting", answered_by, answer, answered_at } = request;
  return (
    <Alert color={state === "declined" ? "red" : "gray"} role="note" title={requests.asked(requested_by)}>
      <Text size="sm" className="said">
        {reason}
      </Text>
      <Text size="xs">
        <Time at={created_at} exact />
      </Text>
      {answered_at && (
        <Text size="sm" className="said" mt={4}>
          {requests.answers[state](answered_by)}
          {answer && `: ${answer}`}
        </Text>
      )}
    </Alert>
  );
}

/** What the signed-in person can do about it. */
function Steps({ proposal }: { proposal: Proposal }) {
  const me = useSession().name;
  const mayAsk = useMay("edit");
  const mayAnswer = useMay("approve");
  const waiting = proposal.request?.state === "waiting" ? proposal.request : null;
  return (
    <Group gap="xs">
      {proposal.approval.may && <Approve proposal={proposal} waiting={waiting} />}
      {waiting && mayAnswer && waiting.requested_by !== me && <Decline request={waiting} />}
      {waiting && waiting.requested_by === me && <Withdraw request={waiting} />}
      {!waiting && !proposal.approval.may && mayAsk && <Ask proposal={proposal} />}
      {!proposal.approval.may && <LinkForApprover />}
    </Group>
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
