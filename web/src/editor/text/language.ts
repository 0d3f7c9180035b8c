import { StreamLanguage, type StreamParser } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { atStart, type ScanState, scan } from "./scan";

interface LineState extends ScanState {
  /** Brackets that are open. */
  depth: number;
}

const parser: StreamParser<LineState> = {
  name: "jsonata",
  startState: () => ({ ...atStart(), depth: 0 }),
  copyState: (state) => ({ ...state }),
  token(stream, state) {
    const { kind, end } = scan(stream.string, stream.pos, state);
    if (kind === "bracket") state.depth += "([{".includes(stream.string[stream.pos] as string) ? 1 : -1;
    stream.pos = Math.max(end, stream.pos + 1);
    return kind === "space" ? null : kind;
  },
  indent(state, textAfter, context) {
    if (state.open !== null) return null;
    const closes = /^\s*[)\]}]/.test(textAfter) ? 1 : 0;
    return Math.max(0, state.depth - closes) * context.unit;
  },
  languageData: {
    commentTokens: { block: { open: "/*", close: "*/" } },
    closeBrackets: { brackets: ["(", "[", "{", '"', "'", "`"] },
    indentOnInput: /^\s*[)\]}]$/,
  },
  tokenTable: {
    comment: tags.blockComment,
    string: tags.string,
    quotedName: tags.propertyName,
    regex: tags.regexp,
    number: tags.number,
    variable: tags.variableName,
    call: tags.special(tags.variableName),
    name: tags.propertyName,
    literal: tags.atom,
    keyword: tags.keyword,
    operator: tags.operator,
    bracket: tags.bracket,
    punctuation: tags.punctuation,
  },
};

/** JSONata for CodeMirror: colours, brackets and indentation. */
export const jsonata = StreamLanguage.define(parser);
