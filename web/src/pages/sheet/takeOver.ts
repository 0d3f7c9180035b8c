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
  const text = draft?.text ?? (await latestText(place));
  const { fields, problems } = await server.listFields(place, text);
  if (problems?.length) return { done: false, message: editor.unreadable };
  const result = putField(text, rulesIn(text, fields), target.split("."), expression);
  if (isRefusal(result)) return { done: false, message: editor.refusals[result.refused] };
  const saved = await server.saveDraft(place, edited(text, result), draft?.revision ?? 0);
  if (saved === "stale") return { done: false, message: texts.suggestion.stale };
  return { done: true, message: texts.suggestion.taken(target) };
}

async function latestText(place: server.MappingPlace): Promise<string> {
  const { latest_version } = await server.readMapping(place, new AbortController().signal);
  return latest_version ? server.readVersion(place, latest_version) : "";
}
