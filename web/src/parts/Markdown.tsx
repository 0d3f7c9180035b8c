import { useMemo } from "react";
import { renderMarkdown } from "@/parts/renderMarkdown";

/** A person's Markdown, rendered so that it can do nothing. */
export function Markdown({ text }: { text: string }) {
  const html = useMemo(() => ({ __html: renderMarkdown(text) }), [text]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown lets nothing through that does anything
  return <div className="markdown" dangerouslySetInnerHTML={html} />;
}
