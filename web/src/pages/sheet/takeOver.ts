import * as server from "@/editor/server";
import { edited, isRefusal, putField } from "@/editor/text/edits";
import { rulesIn } from "@/editor/text/rules";
import { texts as editor } from "@/editor/texts";
import { texts } from "@/pages/sheet/texts";

/** What came of a suggestion: taken over, or why it was not. */
export interface TakenOver {
  done: boolean;
  message: string;
}

/** Fills a target with an expression in the caller's draft, by changing its own span of the text and nothing else. */
export async function takeOver(place: server.MappingPlace, target: string, expression: string): Promise<TakenOver> {
  const draft = await server.readDraft(place);
  const { text, basedOn } = draft ? { text: draft.text, basedOn: draft.based_on ?? 0 } : await latest(place);
  const { fields, problems } = await server.listFields(place, text);
  if (problems?.length) return { done: false, message: editor.unreadable };
  const result = putField(text, rulesIn(text, fields), target.split("."), expression);
  if (isRefusal(result)) return { done: false, message: editor.refusals[result.refused] };
  const saved = await server.saveDraft(place, edited(text, result), draft?.revision ?? 0, basedOn);
  if (saved === "stale") return { done: false, message: texts.suggestion.stale };
  return { done: true, message: texts.suggestion.taken(target) };
}

/** The latest version's text; where there is none, nothing, based on none. */
async function latest(place: server.MappingPlace): Promise<{ text: string; basedOn: number }> {
  const { latest_version } = await server.readMapping(place, new AbortController().signal);
  const basedOn = latest_version ?? 0;
  return { text: basedOn === 0 ? "" : await server.readVersion(place, basedOn), basedOn };
}
