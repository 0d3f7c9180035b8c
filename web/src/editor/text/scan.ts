/**
 * JSONata's tokens, for colours and for finding the places of edits. What a text means, the server says.
 *
 * One scanner serves both the whole text and a single line of it: what is open at a line's end is kept in the state.
 */
export type TokenKind =
  | "space"
  | "comment"
  | "string"
  | "quotedName"
  | "regex"
  | "number"
  | "variable"
  | "call"
  | "name"
  | "literal"
  | "keyword"
  | "operator"
  | "bracket"
  | "punctuation";

/** What stands between two tokens. */
export interface ScanState {
  /** What the last token left open: a comment, or the quote of a string or name. */
  open: "comment" | '"' | "'" | "`" | null;
  /** Whether a value ended before here, so that a slash divides, `and` joins and `{` groups. */
  afterValue: boolean;
}

export const atStart = (): ScanState => ({ open: null, afterValue: false });

const SPACE = /\s+/y;
const NUMBER = /(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const VARIABLE = /\$[^\s.[\]{}(),@#;:?+\-*/%|=<>^&!~"'`$]*\$?/y;
const NAME = /[^\s.[\]{}(),@#;:?+\-*/%|=<>^&!~"'`$]+/y;
const OPERATOR = /\.\.|:=|!=|>=|<=|\*\*|~>|\?:|\?\?|[.[\]{}(),@#;:?+\-*/%|=<>^&!~]/y;
const CALLED = /\s*\(/y;
const REGEX_FLAGS = /[im]*/y;

const BRACKETS = new Set(["(", ")", "[", "]", "{", "}"]);
const CLOSING = new Set([")", "]", "}"]);
const PUNCTUATION = new Set([",", ";", ":"]);
const WORD_OPERATORS = new Set(["and", "or", "in"]);
const LITERALS = new Set(["true", "false", "null"]);
const FUNCTION_WORDS = new Set(["function", "λ"]);
/** Signs that also stand for a value where none ended before: every field, the parent, all descendants. */
const WILDCARDS = new Set(["*", "**", "%"]);

/** The token at an offset: its kind and its end. The state moves behind it. */
export function scan(text: string, at: number, state: ScanState): { kind: TokenKind; end: number } {
  if (state.open === "comment") return comment(text, at, state);
  if (state.open !== null) return quoted(text, at, state, state.open);
  if (text.startsWith("/*", at)) return comment(text, at + 2, state);
  const first = text[at] as string;
  if (first === '"' || first === "'" || first === "`") return quoted(text, at + 1, state, first);
  if (first === "/" && !state.afterValue) return regex(text, at, state);
  return plain(text, at, state);
}

function comment(text: string, at: number, state: ScanState): { kind: TokenKind; end: number } {
  const close = text.indexOf("*/", at);
  state.open = close < 0 ? "comment" : null;
  return { kind: "comment", end: close < 0 ? text.length : close + 2 };
}

function quoted(text: string, at: number, state: ScanState, quote: '"' | "'" | "`") {
  const kind: TokenKind = quote === "`" ? "quotedName" : "string";
  const end = closingQuote(text, at, quote);
  state.open = end < 0 ? quote : null;
  state.afterValue = true;
  return { kind, end: end < 0 ? text.length : end };
}

function closingQuote(text: string, at: number, quote: string): number {
  for (let place = at; place < text.length; place++) {
    if (text[place] === quote) return place + 1;
    if (text[place] === "\\" && quote !== "`") place++;
  }
  return -1;
}

function regex(text: string, at: number, state: ScanState): { kind: TokenKind; end: number } {
  const end = closingSlash(text, at + 1);
  if (end < 0) return { kind: "operator", end: at + 1 };
  state.afterValue = true;
  return { kind: "regex", end: end + (matched(REGEX_FLAGS, text, end)?.length ?? 0) };
}

/** Behind the slash that closes a regular expression; in a group or a class a slash closes nothing. */
function closingSlash(text: string, at: number): number {
  let depth = 0;
  for (let place = at; place < text.length && text[place] !== "\n"; place++) {
    const sign = text[place] as string;
    if (sign === "\\") place++;
    else if (sign === "/" && depth === 0) return place + 1;
    else if (sign === "(" || sign === "[" || sign === "{") depth++;
    else if (CLOSING.has(sign)) depth--;
  }
  return -1;
}

function plain(text: string, at: number, state: ScanState): { kind: TokenKind; end: number } {
  const space = matched(SPACE, text, at);
  if (space) return { kind: "space", end: at + space.length };
  const value = matched(NUMBER, text, at) ?? matched(VARIABLE, text, at) ?? matched(NAME, text, at);
  if (value) return word(value, text, at + value.length, state);
  return sign(matched(OPERATOR, text, at) ?? (text[at] as string), at, state);
}

function word(value: string, text: string, end: number, state: ScanState): { kind: TokenKind; end: number } {
  const operator = WORD_OPERATORS.has(value) && state.afterValue;
  state.afterValue = !operator;
  if (operator) return { kind: "keyword", end };
  if (FUNCTION_WORDS.has(value)) return { kind: "keyword", end };
  if (LITERALS.has(value)) return { kind: "literal", end };
  if (value.startsWith("$")) return { kind: matched(CALLED, text, end) ? "call" : "variable", end };
  return { kind: /^\d/.test(value) ? "number" : "name", end };
}

function sign(operator: string, at: number, state: ScanState): { kind: TokenKind; end: number } {
  const wildcard = WILDCARDS.has(operator) && !state.afterValue;
  state.afterValue = wildcard || CLOSING.has(operator);
  const end = at + operator.length;
  if (BRACKETS.has(operator)) return { kind: "bracket", end };
  return { kind: PUNCTUATION.has(operator) ? "punctuation" : "operator", end };
}

function matched(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] || undefined;
}

/** A token of the whole text that is neither space nor comment, in UTF-16 units. */
export interface Token {
  kind: TokenKind;
  text: string;
  from: number;
  to: number;
  /** Whether a value ended before it. */
  afterValue: boolean;
}

/** The tokens of a text that mean something. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const state = atStart();
  for (let at = 0; at < text.length; ) {
    const { afterValue } = state;
    const { kind, end } = scan(text, at, state);
    if (kind !== "space" && kind !== "comment") {
      tokens.push({ kind, text: text.slice(at, end), from: at, to: end, afterValue });
    }
    at = end;
  }
  return tokens;
}
