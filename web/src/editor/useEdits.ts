import type { EditorView } from "@codemirror/view";
import { useCallback, useEffect, useMemo, useState } from "react";
import { problemOf } from "@/api/problem";
import type { Suggestion } from "@/start/choices";
import { texts as words } from "@/start/texts";
import { type Linked, linkField, type ReadRules, unlinkField } from "./linking";
import * as server from "./server";
import { fillField } from "./suggesting";
import type { Finding } from "./text/diagnostics";
import { rulesIn } from "./text/rules";
import { reveal } from "./text/view";
import { texts } from "./texts";
import type { SourceNode } from "./trees/source";
import type { TargetNode } from "./trees/target";

/** So long it is told that something was done; what was refused stays until it is closed. */
const TOLD_MS = 8_000;

/** What the page tells of the last edit. */
export interface Told {
  tone: "done" | "refused";
  title: string;
  message: string;
}

/** The ways in which the page, not the keyboard, changes the text. Each is one step of undo. */
export interface Edits {
  told: Told | null;
  link(source: SourceNode, target: TargetNode): void;
  fill(target: TargetNode, suggestion: Suggestion): void;
  remove(target: TargetNode): void;
  fix(finding: Finding, text: string): void;
  dismiss(): void;
}

export function useEdits(place: server.MappingPlace, view: EditorView | null): Edits {
  const [told, setTold] = useTold();
  const { project, mapping } = place;

  const perform = useCallback(
    async (path: string, done: string, edit: (text: string, readRules: ReadRules) => Promise<Linked>) => {
      if (!view) return;
      const text = view.state.sliceDoc();
      const read: ReadRules = async (asked) => {
        const report = await server.listFields({ project, mapping }, asked);
        return { rules: rulesIn(asked, report.fields), readable: report.problems.length === 0 };
      };
      try {
        const result = await edit(text, read);
        setTold(applied(view, text, result) ?? refusedOr(result, path, done));
      } catch (error) {
        setTold({ tone: "refused", title: texts.refused(path), message: problemOf(error).detail });
      }
    },
    [view, project, mapping, setTold],
  );

  return useMemo(
    () => ({
      told,
      link: (source, target) =>
        void perform(target.path, texts.linked(source.path, target.path), (text, read) =>
          linkField(text, source, target.target, read),
        ),
      fill: (target, suggestion) =>
        void perform(target.path, words.editor.filled(target.path), (text, read) =>
          fillField(text, target.target, suggestion, read),
        ),
      remove: (target) =>
        void perform(target.path, texts.removed(target.path), (text, read) => unlinkField(text, target.target, read)),
      fix: (finding, text) => {
        if (view && finding.fix && view.state.sliceDoc() === text) {
          view.dispatch({ changes: finding.fix, scrollIntoView: true, userEvent: "input.fix" });
        }
      },
      dismiss: () => setTold(null),
    }),
    [told, view, perform, setTold],
  );
}

/** What is told; that something was done goes by itself. */
function useTold() {
  const [told, setTold] = useState<Told | null>(null);
  useEffect(() => {
    if (told?.tone !== "done") return;
    const timer = setTimeout(() => setTold(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  return [told, setTold] as const;
}

/** Makes an edit of the text that it was made for; tells only where that is gone. */
function applied(view: EditorView, text: string, result: Linked): Told | null {
  if ("refused" in result) {
    if (result.where) reveal(view, result.where);
    return null;
  }
  if (view.state.sliceDoc() !== text) return { tone: "refused", title: texts.changedMeanwhile, message: "" };
  view.dispatch({
    changes: [...result.changes],
    selection: { anchor: result.select.from, head: result.select.to },
    scrollIntoView: true,
    userEvent: "input.map",
  });
  return null;
}

function refusedOr(result: Linked, path: string, done: string): Told {
  if (!("refused" in result)) return { tone: "done", title: done, message: "" };
  return { tone: "refused", title: texts.refused(path), message: reasonOf(result.refused) };
}

function reasonOf(refused: Extract<Linked, { refused: string }>["refused"]): string {
  if (refused === "unreadable") return texts.unreadable;
  return refused === "not-meant" ? texts.notMeant : texts.refusals[refused];
}
