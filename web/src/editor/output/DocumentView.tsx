import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { documentState, mark } from "../text/view";

interface DocumentViewProps {
  text: string;
  label: string;
  /** Lines that stand out, from 1. */
  lines: readonly number[];
}

/** A JSON document to read and to search; only the lines in sight are drawn. */
export function DocumentView({ text, label, lines }: DocumentViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);

  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({ state: documentState("", label), parent: host.current });
    view.current = made;
    return () => made.destroy();
  }, [label]);

  useEffect(() => {
    const made = view.current;
    if (made && made.state.sliceDoc() !== text) {
      made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: text } });
    }
  }, [text]);

  useEffect(() => {
    const made = view.current;
    if (!made) return;
    mark(made, [], lines);
    const first = lines[0];
    if (first && first <= made.state.doc.lines) {
      made.dispatch({ effects: EditorView.scrollIntoView(made.state.doc.line(first).from, { y: "center" }) });
    }
  }, [lines]);

  return <div ref={host} className="me-document" />;
}
