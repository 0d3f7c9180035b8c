import { setDiagnostics } from "@codemirror/lint";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef, useState } from "react";
import { diagnosticOf, type Finding } from "./text/diagnostics";
import { stateOf, type ViewPorts } from "./text/view";

interface CodeEditorProps {
  /** What is opened; later changes come from the view itself. */
  initial: string;
  readOnly: boolean;
  ports: ViewPorts;
  findings: { text: string; items: readonly Finding[] };
  onFix(finding: Finding): void;
  /** The view, once it stands; null when it is gone. */
  onView(view: EditorView | null): void;
}

/** The text of a mapping, with what is wrong in its place. */
export function CodeEditor({ initial, readOnly, ports, findings, onFix, onView }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef({ ports, onFix, onView });
  latest.current = { ports, onFix, onView };
  const [view, setView] = useState<EditorView | null>(null);
  const [opened] = useState({ initial, readOnly });

  useEffect(() => {
    if (!host.current) return;
    const through: ViewPorts = {
      complete: (...asked) => latest.current.ports.complete(...asked),
      changed: (text) => latest.current.ports.changed(text),
      subResults: (text) => latest.current.ports.subResults(text),
    };
    const made = new EditorView({ state: stateOf(opened.initial, through, opened.readOnly), parent: host.current });
    setView(made);
    latest.current.onView(made);
    return () => {
      latest.current.onView(null);
      made.destroy();
    };
  }, [opened]);

  useEffect(() => {
    if (!view || view.state.sliceDoc() !== findings.text) return;
    const shown = findings.items.map((finding) => diagnosticOf(finding, (fixed) => latest.current.onFix(fixed)));
    view.dispatch(setDiagnostics(view.state, shown));
  }, [view, findings]);

  return <div ref={host} className="me-code" />;
}
