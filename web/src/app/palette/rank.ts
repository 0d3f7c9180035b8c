export interface Command {
  /** Tells one from all others. */
  id: string;
  label: string;
  /** Which kind of thing it leads to, or what it does. */
  group: string;
  /** Further words that it is found by. */
  words?: string;
  run: () => unknown;
}

const MOST = 40;

/** The commands in which every word of a query stands, best first: whole beginnings before beginnings of words before the rest. */
export function rank(commands: readonly Command[], query: string): Command[] {
  const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
  const scored = commands.map((command, place) => ({ command, place, score: scoreOf(command, terms) }));
  return scored
    .filter(({ score }) => score !== null)
    .sort((a, b) => (a.score ?? 0) - (b.score ?? 0) || a.place - b.place)
    .slice(0, MOST)
    .map(({ command }) => command);
}

/** The lower the better; null where a word is missing. */
function scoreOf({ label, group, words = "" }: Command, terms: readonly string[]): number | null {
  const name = label.toLowerCase();
  const rest = `${group} ${words}`.toLowerCase();
  let score = 0;
  for (const term of terms) {
    if (name.startsWith(term)) score += 0;
    else if (startsAWord(name, term)) score += 1;
    else if (name.includes(term)) score += 2;
    else if (rest.includes(term)) score += 3;
    else return null;
  }
  return score;
}

function startsAWord(text: string, term: string): boolean {
  return text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(term));
}

/** Whether somebody who types this looks for an order rather than for a page. */
export function looksLikeOrder(query: string): boolean {
  return /^#?[\w/.-]*\d{2,}[\w/.-]*$/.test(query.trim());
}
