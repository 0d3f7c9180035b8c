import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { queries, type Shape } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { pathTo } from "@/app/places";
import { ChangeDialog } from "@/pages/exceptions/change/ChangeDialog";
import { texts as change } from "@/pages/exceptions/change/texts";
import { EditPayload } from "@/pages/exceptions/EditPayload";
import { notify } from "@/parts/notices";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions;
const HOLD = "/api/v1/projects/{project}/environments/{environment}/holds/{record}";

interface Props {
  place: RecordPlace;
  hold: Shape["Hold"];
  /** Whether JSON may be shown. */
  plain: boolean;
}

/** The ways on for a held record: as it is, corrected, or not at all. */
export function HoldActions({ place, hold, plain }: Props) {
  const name = hold.key || texts.records.noKey;
  const [doing, setDoing] = useState<"release" | "edit" | "change" | "skip" | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayOperate = useMay("operate");
  const done = (told: string) => () => {
    notify(told);
    navigate(pathTo("record", place));
    return client.invalidateQueries();
  };
  const release = queries.useMutation("post", `${HOLD}/retry`, { onSuccess: done(words.didRelease(name)) });
  const skip = queries.useMutation("post", `${HOLD}/skip`, { onSuccess: done(words.didSkip(name)) });
  const params = { path: place };
  const close = () => setDoing(null);
  if (!mayOperate) return null;
  return (
    <>
      <Button variant="default" onClick={() => setDoing("skip")}>
        {words.skip.action}
      </Button>
      <Button variant="default" onClick={() => setDoing("change")}>
        {change.act}
      </Button>
      {!plain && (
        <Button variant="default" onClick={() => setDoing("edit")}>
          {words.edit.action}
        </Button>
      )}
      <Button onClick={() => setDoing("release")}>{words.release.action}</Button>
      {doing === "release" && (
        <ReasonDialog
          title={words.release.title}
          confirm={words.release.action}
          optional
          busy={release.isPending}
          error={release.error}
          onConfirm={(reason) => release.mutate({ params, body: { reason } })}
          onClose={close}
        >
          {words.release.text}
        </ReasonDialog>
      )}
      {doing === "skip" && (
        <ReasonDialog
          title={words.skip.title}
          confirm={words.skip.action}
          dangerous
          busy={skip.isPending}
          error={skip.error}
          onConfirm={(reason) => skip.mutate({ params, body: { reason } })}
          onClose={close}
        >
          {words.skip.text}
        </ReasonDialog>
      )}
      {doing === "edit" && <EditPayload place={place} onSaved={done(words.didEdit(name))} onClose={close} />}
      {doing === "change" && (
        <ChangeDialog place={place} holds={[hold]} onDone={done(words.didEdit(name))} onClose={close} />
      )}
    </>
  );
}
