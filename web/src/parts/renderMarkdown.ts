import createPurifier from "dompurify";
import { Marked } from "marked";

const marked = new Marked({ gfm: true });
const purifier = createPurifier(window);
const TAGS = "p h1 h2 h3 h4 h5 h6 ul ol li strong em del code pre blockquote a hr br table thead tbody tr th td".split(
  " ",
);

// Whatever a text links to opens beside the studio and learns nothing of it.
purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName !== "A") return;
  node.setAttribute("target", "_blank");
  node.setAttribute("rel", "noopener noreferrer");
});

/** Markdown as HTML that can do nothing: no script, no style, no image, no form; links to the web and to mail alone. */
export function renderMarkdown(text: string): string {
  return purifier.sanitize(marked.parse(text, { async: false }), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ["href", "align", "start"],
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  });
}
