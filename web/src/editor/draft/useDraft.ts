import { useEffect, useState, useSyncExternalStore } from "react";
import { useBlocker } from "react-router";
import { type MappingPlace, readDraft, saveDraft } from "../server";
import { texts } from "../texts";
import { DraftKeeper, type KeeperState } from "./keeper";

/** The keeper of a mapping's draft; leaving the page saves what is not saved yet, or asks where that is impossible. */
export function useDraft(
  place: MappingPlace,
  { text, revision, basedOn }: { text: string; revision: number; basedOn: number },
): { keeper: DraftKeeper; state: KeeperState } {
  const [keeper] = useState(
    () =>
      new DraftKeeper(
        { read: () => readDraft(place), save: (now, since, on) => saveDraft(place, now, since, on) },
        text,
        revision,
        basedOn,
      ),
  );
  const state = useSyncExternalStore(keeper.subscribe, keeper.snapshot);
  const blocker = useBlocker(() => !keeper.isSaved);

  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void keeper.flush().then(() => {
      if (keeper.isSaved || window.confirm(texts.leave)) blocker.proceed();
      else blocker.reset();
    });
  }, [blocker, keeper]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!keeper.isSaved) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      keeper.close();
    };
  }, [keeper]);

  return { keeper, state };
}
