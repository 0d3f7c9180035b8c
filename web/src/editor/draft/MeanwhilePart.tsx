import { useState } from "react";
import type { Bench } from "../useBench";
import { CompareDialog } from "./CompareDialog";
import { MeanwhileNote } from "./MeanwhileNote";
import type { News } from "./meanwhile";

/** Tells what others do meanwhile, and has it compared with the text; nothing changes before somebody decides. */
export function MeanwhilePart({ bench }: { bench: Bench }) {
  const { view, place } = bench;
  const { keeper, state } = bench.draft;
  const { news, hide } = bench.meanwhile;
  const [compared, setCompared] = useState<{ news: News; mine: string } | null>(null);
  const resolve = (text: string, basedOn: number) => {
    const kept = text === compared?.mine;
    if (!kept) {
      view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, userEvent: "input.merge" });
      keeper.change(text);
    }
    if (kept && compared.news.kind === "draft") hide(compared.news.author);
    else void keeper.rebase(basedOn);
    setCompared(null);
  };
  return (
    <>
      <MeanwhileNote
        news={news}
        onCompare={(each) => view && setCompared({ news: each, mine: view.state.sliceDoc() })}
        onHide={hide}
      />
      {compared && !state.conflict ? (
        <CompareDialog
          place={place}
          news={compared.news}
          mine={compared.mine}
          basedOn={state.basedOn}
          onClose={() => setCompared(null)}
          onResolve={resolve}
        />
      ) : null}
    </>
  );
}
