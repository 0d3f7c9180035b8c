import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { pageNonce } from "@/app/nonce";
import { texts } from "../texts";
import { jsonata } from "./language";
import { Positions, type Range } from "./positions";

/** What can stand at a position, as the server answers. */
export interface Offer {
  kind: string;
  label: string;
  insert: string;
  detail: string;
  span: { start: number; end: number };
}

/** What a part of the text gave, in UTF-16 units. */
export interface SubResult extends Range {
  times: number;
  shown: readonly string[];
}

/** What the view asks of the page around it. */
export interface ViewPorts {
  complete(text: string, position: number, signal: AbortSignal): Promise<readonly Offer[]>;
  changed(text: string): void;
  /** Parts of this text that gave something; none while another text was evaluated. */
  subResults(text: string): readonly SubResult[];
}

/** The state of an editor on a text, which it keeps byte for byte: only \n ends a line, whatever stands before it. */
export function stateOf(text: string, ports: ViewPorts, readOnly: boolean): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [shared(texts.text), readOnly ? EditorState.readOnly.of(true) : editing(ports), marks, hovering(ports)],
  });
}

/** The state of a view on a JSON document, to read only. */
export function documentState(text: string, label: string): EditorState {
  return EditorState.create({ doc: text, extensions: [shared(label), EditorState.readOnly.of(true), marks] });
}

/** Signs that nobody sees, but for line ends, which may be of either kind, and what joins letters. */
const UNSEEN = /(?![\t\n\r\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

function shared(label: string): Extension {
  return [
    EditorState.lineSeparator.of("\n"),
    EditorView.cspNonce.of(pageNonce()),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    highlightSpecialChars({ specialChars: UNSEEN }),
    lineNumbers(),
    jsonata,
    syntaxHighlighting(classHighlighter),
    bracketMatching(),
    search({ top: true }),
    keymap.of([...searchKeymap, ...defaultKeymap]),
  ];
}

function editing(ports: ViewPorts): Extension {
  return [
    history(),
    indentOnInput(),
    closeBrackets(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    lintGutter(),
    autocompletion({ override: [(context) => completions(context, ports)], icons: false, activateOnTypingDelay: 150 }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) ports.changed(update.state.sliceDoc());
    }),
  ];
}

/** Behind what the server is asked unbidden: a name, a point, a variable, and the table of a lookup. */
const ASKS = /[\p{L}\p{N}_$`.]$|\$\w+\s*\(\s*["']$/u;

/** The server's offers, in its order; asked again with each letter, since it knows what fits. */
async function completions(context: CompletionContext, ports: ViewPorts): Promise<CompletionResult | null> {
  if (!context.explicit && !ASKS.test(context.state.sliceDoc(Math.max(0, context.pos - 40), context.pos))) return null;
  const text = context.state.sliceDoc();
  const positions = new Positions(text);
  const abort = new AbortController();
  context.addEventListener("abort", () => abort.abort());
  const offers = await ports.complete(text, positions.toPoints(context.pos), abort.signal).catch(() => []);
  const [first] = offers;
  if (!first || context.aborted) return null;
  return { from: positions.toUnits(first.span.start), options: offers.map(optionOf), filter: false };
}

function optionOf({ kind, label, insert, detail }: Offer): Completion {
  const call = insert.endsWith("(");
  // Of a function its signature, of all else its type; beside it, whatever more there is to tell.
  const brief = kind === "function" ? detail.split(" ")[0] : detail.split(":")[0];
  return {
    label,
    type: kind,
    detail: brief ?? "",
    info: brief === detail ? undefined : detail,
    apply: call ? (view, _, from, to) => applyCall(view, insert, from, to) : insert,
  };
}

/** A call with its brackets closed and the cursor between them. */
function applyCall(view: EditorView, insert: string, from: number, to: number): void {
  view.dispatch({
    changes: { from, to, insert: `${insert})` },
    selection: { anchor: from + insert.length },
    userEvent: "input.complete",
  });
}

const setMarks = StateEffect.define<{ ranges: readonly Range[]; lines: readonly number[] }>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(known, transaction) {
    const effect = transaction.effects.find((each) => each.is(setMarks));
    if (!effect) return known.map(transaction.changes);
    const doc = transaction.state.doc;
    const stretches = effect.value.ranges
      .filter(({ from, to }) => from < to && to <= doc.length)
      .map(({ from, to }) => Decoration.mark({ class: "me-mark" }).range(from, to));
    const lines = effect.value.lines
      .filter((line) => line <= doc.lines)
      .map((line) => Decoration.line({ class: "me-line" }).range(doc.line(line).from));
    return Decoration.set([...stretches, ...lines], true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Lights up stretches and whole lines, and nothing else. */
export function mark(view: EditorView, ranges: readonly Range[], lines: readonly number[] = []): void {
  view.dispatch({ effects: setMarks.of({ ranges, lines }) });
}

/** Selects a stretch and shows it. */
export function reveal(view: EditorView, { from, to }: Range): void {
  const end = Math.min(to, view.state.doc.length);
  view.dispatch({
    selection: { anchor: Math.min(from, end), head: end },
    effects: EditorView.scrollIntoView(Math.min(from, end), { y: "center" }),
  });
}

/** Over a part of the text: what it gave on the chosen input. */
function hovering(ports: ViewPorts): Extension {
  return hoverTooltip((view, position) => {
    const around = ports
      .subResults(view.state.sliceDoc())
      .filter(({ from, to }) => from <= position && position <= to)
      .sort((one, other) => one.to - one.from - (other.to - other.from));
    const [found] = around;
    if (!found) return null;
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom: resultElement(found) }) };
  });
}

function resultElement({ times, shown }: SubResult): HTMLElement {
  const element = document.createElement("div");
  element.className = "me-hover";
  element.append(texts.gave(times));
  for (const value of shown) {
    const line = document.createElement("code");
    line.textContent = value;
    element.append(line);
  }
  return element;
}
