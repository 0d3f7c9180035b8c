import { redo, undo } from "@codemirror/commands";
import { useHotkeys } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";
import { Columns } from "./Columns";
import { MeanwhilePart } from "./draft/MeanwhilePart";
import { MergeDialog } from "./draft/MergeDialog";
import { FixtureDialogs } from "./FixtureDialogs";
import type { FixtureDialogName } from "./FixtureMenu";
import { PublishDialog } from "./PublishDialog";
import { Toolbar } from "./Toolbar";
import { texts } from "./texts";
import { type Bench, useBench } from "./useBench";
import type { Opened } from "./useOpened";

type Dialog = "publish" | "conflict" | FixtureDialogName | null;

/** The mapping editor on an opened mapping. */
export function Workbench({ opened }: { opened: Opened }) {
  const bench = useBench(opened);
  const [dialog, setDialog] = useState<Dialog>(null);
  const { keeper, state } = bench.draft;
  // Within the text the editor has these keys itself; here they are for what the trees and buttons did.
  useHotkeys([
    ["mod+Z", () => bench.view && undo(bench.view)],
    ["mod+shift+Z", () => bench.view && redo(bench.view)],
  ]);

  useEffect(() => {
    if (state.conflict) setDialog("conflict");
  }, [state.conflict]);

  return (
    <div className="me-workbench">
      <Toolbar
        mapping={opened.mapping}
        inputs={bench.inputs}
        inputId={bench.inputId}
        onInput={bench.setInputId}
        state={state}
        editable={bench.mayEdit}
        onRetry={() => void keeper.flush()}
        onCompare={() => setDialog("conflict")}
        onFixtures={setDialog}
        onPublish={() => void keeper.flush().then(() => setDialog("publish"))}
      />
      <MeanwhilePart bench={bench} />
      {bench.answers.error ? <ProblemNote error={bench.answers.error} /> : null}
      <Columns bench={bench} />
      <Dialogs bench={bench} dialog={dialog} onClose={() => setDialog(null)} />
    </div>
  );
}

function Dialogs({ bench, dialog, onClose }: { bench: Bench; dialog: Dialog; onClose(): void }) {
  const mayPromote = useMay("approve");
  const { keeper, state } = bench.draft;
  const { view } = bench;
  const resolve = (merged: string) => {
    onClose();
    view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: merged }, userEvent: "input.merge" });
    void keeper.resolve(merged);
  };
  if (state.conflict) {
    const opened = dialog === "conflict";
    const words = texts.merges.windows;
    return (
      <MergeDialog words={words} conflict={state.conflict} opened={opened} onClose={onClose} onResolve={resolve} />
    );
  }
  if (dialog === null || dialog === "conflict" || !view) return null;
  if (dialog !== "publish") {
    return <FixtureDialogs bench={bench} text={view.state.sliceDoc()} dialog={dialog} onClose={onClose} />;
  }
  return (
    <PublishDialog
      place={bench.place}
      text={view.state.sliceDoc()}
      basedOn={state.basedOn}
      mayPromote={mayPromote}
      onPublished={(version) => keeper.published(version)}
      onRefused={bench.meanwhile.look}
      onClose={onClose}
    />
  );
}
