import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ProblemNote } from "@/parts/ProblemNote";
import { type MappingPlace, readVersion } from "../server";
import { texts } from "../texts";
import { MergeDialog } from "./MergeDialog";
import { baseOf, type News, standsOn } from "./meanwhile";

interface CompareDialogProps {
  place: MappingPlace;
  news: News;
  mine: string;
  /** The version that mine stands on. */
  basedOn: number;
  onClose(): void;
  /** What stays, and the version that it stands on. */
  onResolve(text: string, basedOn: number): void;
}

/** One's own text beside somebody else's version or draft, with what both were started from. */
export function CompareDialog({ place, news, mine, basedOn, onClose, onResolve }: CompareDialogProps) {
  const base = baseOf(news, basedOn);
  const read = useQuery({
    queryKey: ["editor", "compared", place.project, place.mapping, base, news],
    queryFn: async () => ({
      base: base === 0 ? "" : await readVersion(place, base),
      theirs: news.kind === "version" ? await readVersion(place, news.number) : news.text,
    }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const conflict = useMemo(() => read.data && { ...read.data, mine }, [read.data, mine]);
  if (read.error) return <ProblemNote error={read.error} />;
  if (!conflict) return null;
  const words =
    news.kind === "version"
      ? texts.merges.version(news.number, news.author, base)
      : texts.merges.draft(news.author, base);
  const resolve = (text: string) => onResolve(text, standsOn(news, basedOn, text === conflict.theirs));
  return <MergeDialog opened words={words} conflict={conflict} onClose={onClose} onResolve={resolve} />;
}
