import { type Token, tokensOf } from "./scan";

/** A key and its value in an object constructor, in UTF-16 units. */
export interface Pair {
  /** What the key says; null where it is computed. */
  key: string | null;
  from: number;
  valueFrom: number;
  valueTo: number;
  /** The constructor that is the whole value. */
  value: ObjectConstructor | null;
}

/** `{ "key": value, ... }` where a value stands: no function's body, no grouping, no transformation. */
export interface ObjectConstructor {
  /** Offset of `{`. */
  from: number;
  /** Behind `}`. */
  to: number;
  pairs: Pair[];
}

interface Frame {
  opener: Token;
  isObject: boolean;
  /** The token behind `{` or a comma, and the one behind the colon. */
  key: number;
  value: number | null;
  pairs: Pair[];
}

/** The object constructors of a text that are closed and whose every pair has its place, inner ones first. */
export function objectsOf(text: string): ObjectConstructor[] {
  return new Outline(tokensOf(text)).objects;
}

class Outline {
  readonly objects: ObjectConstructor[] = [];
  private readonly open: Frame[] = [];

  constructor(private readonly tokens: readonly Token[]) {
    tokens.forEach((token, index) => {
      if (token.kind === "bracket" || token.kind === "punctuation") this.take(token, index);
    });
  }

  private take(token: Token, index: number): void {
    const frame = this.open.at(-1);
    if ("([{".includes(token.text)) this.open.push(opened(this.tokens, index));
    else if (")]}".includes(token.text)) this.close(token, index);
    else if (frame?.isObject && token.text === ":") frame.value ??= index + 1;
    else if (frame?.isObject && token.text === ",") this.endPair(frame, index);
    else if (frame && token.text === ";") frame.isObject = false;
  }

  private close(token: Token, index: number): void {
    const frame = this.open.pop();
    if (!frame?.isObject || token.text !== "}") return;
    if (frame.key < index) this.endPair(frame, index);
    if (frame.isObject) this.objects.push({ from: frame.opener.from, to: token.to, pairs: frame.pairs });
  }

  /** What stands between two commas is a pair, or the braces are no constructor. */
  private endPair(frame: Frame, end: number): void {
    const { key, value } = frame;
    if (value === null || value >= end || value - key < 2) frame.isObject = false;
    else frame.pairs.push(this.pair(key, value, end));
    frame.key = end + 1;
    frame.value = null;
  }

  private pair(key: number, value: number, end: number): Pair {
    const first = this.tokens[key] as Token;
    const valueFrom = (this.tokens[value] as Token).from;
    const valueTo = (this.tokens[end - 1] as Token).to;
    const whole = this.objects.find((object) => object.from === valueFrom && object.to === valueTo);
    const name = value - key === 2 && first.kind === "string" ? textOf(first.text) : null;
    return { key: name, from: first.from, valueFrom, valueTo, value: whole ?? null };
  }
}

function opened(tokens: readonly Token[], index: number): Frame {
  const opener = tokens[index] as Token;
  const transforms = tokens[index - 1]?.text === "|";
  return {
    opener,
    isObject: opener.text === "{" && !opener.afterValue && !transforms,
    key: index + 1,
    value: null,
    pairs: [],
  };
}

const ESCAPES: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** What a string literal says; null where it is not closed. */
export function textOf(literal: string): string | null {
  if (literal.length < 2 || literal.at(-1) !== literal[0]) return null;
  return literal
    .slice(1, -1)
    .replace(/\\(u[0-9a-fA-F]{4}|[^u])/gs, (_, code: string) =>
      code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code),
    );
}
