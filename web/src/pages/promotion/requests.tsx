import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { queries, type Shape } from "@/api/client";
import { usePlace } from "@/app/usePlace";
import { notify } from "@/parts/notices";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { texts } from "@/requests/texts";

const REQUESTS = "/api/v1/projects/{project}/promotion-requests";

type Request = Shape["PromotionRequest"];

/** Asks those who may approve a version. */
export function Ask({ proposal }: { proposal: Shape["Proposal"] }) {
  const { project } = usePlace();
  const { environment, mapping, version, request } = proposal;
  const done = useDone(texts.didAsk);
  const ask = queries.useMutation("post", REQUESTS, { onSuccess: done });
  return (
    <Step
      label={request ? texts.askAgain : texts.ask}
      title={texts.askTitle(version, environment)}
      confirm={texts.askConfirm}
      sending={ask}
      onConfirm={(reason) =>
        ask.mutate({ params: { path: { project } }, body: { environment, mapping, version, reason } })
      }
    >
      {texts.askText}
    </Step>
  );
}

/** Says no, with words. */
export function Decline({ request }: { request: Request }) {
  const done = useDone(texts.didDecline(request.requested_by));
  const decline = queries.useMutation("post", `${REQUESTS}/{asked}/decline`, { onSuccess: done });
  return (
    <Step
      label={texts.decline}
      title={texts.declineTitle(request.version, request.environment)}
      confirm={texts.declineConfirm}
      sending={decline}
      onConfirm={(reason) => decline.mutate({ params: { path: pathOf(request) }, body: { reason } })}
    >
      {texts.declineText(request.requested_by)}
    </Step>
  );
}

/** Takes one's own request back. */
export function Withdraw({ request }: { request: Request }) {
  const done = useDone(texts.didWithdraw);
  const withdraw = queries.useMutation("post", `${REQUESTS}/{asked}/withdraw`, { onSuccess: done });
  return (
    <Step
      label={texts.withdraw}
      title={texts.withdrawTitle}
      confirm={texts.withdrawConfirm}
      sending={withdraw}
      optional
      onConfirm={(reason) => withdraw.mutate({ params: { path: pathOf(request) }, body: { reason } })}
    >
      {texts.withdrawText}
    </Step>
  );
}

const pathOf = ({ project, id }: Request) => ({ project, asked: id });

function useDone(told: string): () => Promise<void> {
  const client = useQueryClient();
  return () => {
    notify(told);
    return client.invalidateQueries();
  };
}

interface StepProps {
  label: string;
  title: string;
  confirm: string;
  optional?: boolean;
  sending: { isPending: boolean; error: unknown };
  onConfirm: (reason: string) => void;
  /** What will happen. */
  children: ReactNode;
}

/** A button that asks for words first. */
function Step({ label, title, confirm, optional = false, sending, onConfirm, children }: StepProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {label}
      </Button>
      {asking && (
        <ReasonDialog
          title={title}
          confirm={confirm}
          optional={optional}
          busy={sending.isPending}
          error={sending.error}
          onClose={() => setAsking(false)}
          onConfirm={onConfirm}
        >
          {children}
        </ReasonDialog>
      )}
    </>
  );
}
