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

type Doing = "release" | "edit" | "change" | "skip";

/** The ways on for a held record: as it is, corrected, or not at all. */
export function HoldActions({ place, hold, plain }: Props) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const mayOperate = useMay("operate");
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
      {doing && <Doing place={place} hold={hold} doing={doing} onClose={() => setDoing(null)} />}
    </>
  );
}

type DoingProps = Omit<Props, "plain"> & { doing: Doing; onClose: () => void };

/** What is asked before it is done. */
function Doing({ place, hold, doing, onClose }: DoingProps) {
  const name = hold.key || texts.records.noKey;
  const done = useDone(place);
  switch (doing) {
    case "edit":
      return <EditPayload place={place} onSaved={done(words.didEdit(name))} onClose={onClose} />;
    case "change":
      return <ChangeDialog place={place} holds={[hold]} onDone={done(words.didEdit(name))} onClose={onClose} />;
    case "release":
      return <WithReason place={place} doing="release" onDone={done(words.didRelease(name))} onClose={onClose} />;
    case "skip":
      return <WithReason place={place} doing="skip" onDone={done(words.didSkip(name))} onClose={onClose} />;
  }
}

interface ReasonProps {
  place: RecordPlace;
  doing: "release" | "skip";
  onDone: () => Promise<void>;
  onClose: () => void;
}

function WithReason({ place, doing, onDone, onClose }: ReasonProps) {
  const skips = doing === "skip";
  const act = queries.useMutation("post", skips ? `${HOLD}/skip` : `${HOLD}/retry`, { onSuccess: onDone });
  return (
    <ReasonDialog
      title={words[doing].title}
      confirm={words[doing].action}
      optional={!skips}
      dangerous={skips}
      busy={act.isPending}
      error={act.error}
      onConfirm={(reason) => act.mutate({ params: { path: place }, body: { reason } })}
      onClose={onClose}
    >
      {words[doing].text}
    </ReasonDialog>
  );
}

/** Tells what was done, and opens the record. */
function useDone(place: RecordPlace) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (told: string) => () => {
    notify(told);
    navigate(pathTo("record", place));
    return client.invalidateQueries();
  };
}
