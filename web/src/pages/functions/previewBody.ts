/** The body of a request that tries a text: the input goes as it was typed, so that no number loses digits. */
export function previewBody(text: string, input: string): string {
  return `{"text":${JSON.stringify(text)},"input":${input.trim() || "null"}}`;
}
