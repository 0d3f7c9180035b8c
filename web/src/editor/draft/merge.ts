import { diffIndices } from "node-diff3";

/** A stretch of lines of three texts: base, mine and theirs. */
export interface Region {
  /** Who changed it; both: to the same; conflict: each to something else. */
  kind: "same" | "mine" | "theirs" | "both" | "conflict";
  base: string;
  mine: string;
  theirs: string;
}

/** A change of one side: so many lines of the base from a line on become so many others. */
interface Hunk {
  side: "mine" | "theirs";
  from: number;
  to: number;
  lines: number;
}

/** Three texts side by side, line by line; the regions of a text, joined, are that text, byte for byte. */
export function regionsOf(base: string, mine: string, theirs: string): Region[] {
  const walk = new Walk(linesOf(base), linesOf(mine), linesOf(theirs));
  const hunks = [...walk.hunks("mine"), ...walk.hunks("theirs")].sort((one, other) => one.from - other.from);
  for (const group of touching(hunks)) {
    walk.same(Math.min(...group.map(({ from }) => from)));
    walk.changed(group);
  }
  walk.same(walk.base.length);
  return walk.regions;
}

/** What stays at a place: one side's text, or what was written by hand. */
export interface Decision {
  by: "mine" | "theirs" | "hand";
  text: string;
}

/** What stays where nobody decided: the side that changed something; null where both did. */
export function usualDecision(region: Region): Decision | null {
  if (region.kind === "conflict") return null;
  const by = region.kind === "theirs" ? "theirs" : "mine";
  return { by, text: region[by] };
}

/** The text as it was decided; null while a place is to be decided. */
export function decidedText(regions: readonly Region[], decisions: ReadonlyMap<Region, Decision>): string | null {
  const parts = regions.map((region) => (decisions.get(region) ?? usualDecision(region))?.text);
  return parts.includes(undefined) ? null : parts.join("");
}

/** Lines with their ends. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Hunks in order, those together that overlap or meet. */
function touching(hunks: readonly Hunk[]): Hunk[][] {
  const groups: Hunk[][] = [];
  let end = -1;
  for (const hunk of hunks) {
    if (hunk.from <= end) groups.at(-1)?.push(hunk);
    else groups.push([hunk]);
    end = Math.max(end, hunk.to);
  }
  return groups;
}

/** Goes through the three texts at once and notes the regions. */
class Walk {
  readonly regions: Region[] = [];
  private readonly at = { base: 0, mine: 0, theirs: 0 };

  constructor(
    readonly base: readonly string[],
    private readonly mine: readonly string[],
    private readonly theirs: readonly string[],
  ) {}

  hunks(side: "mine" | "theirs"): Hunk[] {
    return diffIndices([...this.base], [...this[side]]).map(({ buffer1: [from, length], buffer2: [, lines] }) => ({
      side,
      from,
      to: from + length,
      lines,
    }));
  }

  /** Nobody changed the base up to a line. */
  same(to: number): void {
    const lines = to - this.at.base;
    if (lines > 0) this.regions.push({ kind: "same", ...this.take(lines, lines, lines) });
  }

  changed(group: readonly Hunk[]): void {
    const lines = Math.max(...group.map(({ to }) => to)) - this.at.base;
    const grown = (side: "mine" | "theirs") =>
      group
        .filter((hunk) => hunk.side === side)
        .reduce((sum, { from, to, lines: now }) => sum + now - (to - from), lines);
    const taken = this.take(lines, grown("mine"), grown("theirs"));
    this.regions.push({ kind: kindOf(taken), ...taken });
  }

  private take(base: number, mine: number, theirs: number) {
    const from = { ...this.at };
    this.at.base += base;
    this.at.mine += mine;
    this.at.theirs += theirs;
    return {
      base: this.base.slice(from.base, this.at.base).join(""),
      mine: this.mine.slice(from.mine, this.at.mine).join(""),
      theirs: this.theirs.slice(from.theirs, this.at.theirs).join(""),
    };
  }
}

function kindOf({ base, mine, theirs }: { base: string; mine: string; theirs: string }): Region["kind"] {
  if (mine === theirs) return "both";
  if (mine === base) return "theirs";
  return theirs === base ? "mine" : "conflict";
}
