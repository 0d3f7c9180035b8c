import type { Shape } from "@/api/client";

/** What somebody else did to the mapping, or is doing. */
export type News =
  | { kind: "version"; author: string; number: number; reason: string; at: string }
  | { kind: "draft"; author: string; basedOn: number; text: string; since: string; saved: string };

/** What there is to tell: a newer version first, then who is writing, but for those that are hidden. */
export function newsOf({ published, drafts }: Shape["Meanwhile"], hidden: ReadonlySet<string>): News[] {
  const version: News[] = published
    ? [
        {
          kind: "version",
          author: published.author,
          number: published.number,
          reason: published.reason,
          at: published.created_at,
        },
      ]
    : [];
  const writing = drafts
    .filter(({ author }) => !hidden.has(author))
    .map(
      ({ author, based_on, text, started_at, updated_at }): News => ({
        kind: "draft",
        author,
        basedOn: based_on ?? 0,
        text,
        since: started_at,
        saved: updated_at,
      }),
    );
  return [...version, ...writing];
}

/** The version that both texts go back to; 0: none. A newer version goes back to the one that was started from. */
export const baseOf = (news: News, mine: number): number =>
  news.kind === "version" ? mine : Math.min(mine, news.basedOn);

/** The version that what stays of both stands on; all of theirs stands where theirs does. */
export function standsOn(news: News, mine: number, takenWhole: boolean): number {
  if (news.kind === "version") return news.number;
  return takenWhole ? news.basedOn : Math.max(mine, news.basedOn);
}
