import { namesOf, pathText } from "./names";
import { type Rule, sameNames, startsWith } from "./rules";
import { type Token, tokensOf } from "./scan";

/** What stands for a place of the source in a text: `$line` for `line_items`, nothing for the context itself. */
interface Anchor {
  /** Such as `$line.`. */
  prefix: string;
  names: readonly string[];
}

/**
 * Ways to write a source field where a target field's value stands, the likeliest first.
 *
 * Which of them means the field there, the server says. They follow how the target's neighbours are written.
 */
export function expressionsFor(
  { names, inList }: { names: readonly string[]; inList: boolean },
  text: string,
  rules: readonly Rule[],
  target: readonly string[],
): string[] {
  const anchors = anchorsNear(text, rules, target).filter(
    (anchor) => anchor.names.length < names.length && startsWith(names, anchor.names),
  );
  anchors.sort((one, other) => other.names.length - one.names.length);
  const absolute = inList ? [] : [{ prefix: "$$.", names: [] }];
  const written = [...anchors, { prefix: "", names: [] }, ...absolute].map(({ prefix, names: start }) => {
    const path = pathText(names.slice(start.length));
    return path === null ? null : prefix + path;
  });
  return [...new Set(written.filter((expression) => expression !== null))];
}

/** What the values of the members beside a target are anchored at. */
function anchorsNear(text: string, rules: readonly Rule[], target: readonly string[]): Anchor[] {
  const parent = target.slice(0, -1);
  const beside = rules.filter((rule) => sameNames(rule.names.slice(0, -1), parent));
  return beside.flatMap((rule) => pathsIn(text.slice(rule.from, rule.to)).flatMap((path) => anchorsOf(path, rule)));
}

function anchorsOf(path: readonly Token[], rule: Rule): Anchor[] {
  const variable = path[0]?.kind === "variable" ? path[0].text : null;
  const names = path.slice(variable === null ? 0 : 1).map(nameOf);
  return rule.sources.map(namesOf).flatMap((source) => {
    const start = source.slice(0, source.length - names.length);
    const ends = sameNames(source.slice(start.length), names) && !start[0]?.startsWith("$");
    return ends ? [{ prefix: variable === null ? "" : `${variable}.`, names: start }] : [];
  });
}

/** The paths written in an expression, as their steps. */
function pathsIn(expression: string): Token[][] {
  const paths: Token[][] = [];
  const tokens = tokensOf(expression);
  tokens.forEach((token, index) => {
    if (!["name", "quotedName", "variable"].includes(token.kind)) return;
    const continues = tokens[index - 1]?.text === "." && tokens[index - 2]?.to === tokens[index - 1]?.from;
    if (continues && paths.length > 0) paths.at(-1)?.push(token);
    else if (tokens[index - 1]?.text !== ".") paths.push([token]);
  });
  return paths;
}

const nameOf = (token: Token): string => (token.kind === "quotedName" ? token.text.slice(1, -1) : token.text);
