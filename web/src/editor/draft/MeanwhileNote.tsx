import { Button, CloseButton, Group, Text } from "@mantine/core";
import { Time } from "@/parts/Time";
import { texts } from "../texts";
import type { News } from "./meanwhile";

const words = texts.meanwhile;

interface MeanwhileNoteProps {
  news: readonly News[];
  onCompare(news: News): void;
  onHide(author: string): void;
}

/** Who published meanwhile, and who is writing on the same mapping. */
export function MeanwhileNote({ news, onCompare, onHide }: MeanwhileNoteProps) {
  if (news.length === 0) return null;
  return (
    <section className="me-meanwhile" aria-label={words.label} aria-live="polite">
      {news.map((each) => (
        <Group key={`${each.kind} ${each.author}`} gap="xs" className={each.kind}>
          <Text size="sm">{each.kind === "version" ? <OfVersion news={each} /> : <OfDraft news={each} />}</Text>
          <Button size="compact-xs" variant="default" onClick={() => onCompare(each)}>
            {words.compare(each.author)}
          </Button>
          {each.kind === "draft" ? (
            <CloseButton size="sm" aria-label={words.hide(each.author)} onClick={() => onHide(each.author)} />
          ) : null}
        </Group>
      ))}
    </section>
  );
}

function OfVersion({ news }: { news: Extract<News, { kind: "version" }> }) {
  return (
    <>
      <b>{words.published(news.author, news.number)}</b> <Time at={news.at} />: {news.reason} {words.publishedTold}
    </>
  );
}

function OfDraft({ news }: { news: Extract<News, { kind: "draft" }> }) {
  return (
    <>
      <b>{words.writing(news.author)}</b>, {words.since} <Time at={news.since} exact />; {words.saved}{" "}
      <Time at={news.saved} />.
    </>
  );
}
