/** One server-sent event: its name and its data. */
export interface ServerEvent {
  name: string;
  data: string;
}

/** The events of an answer, each as soon as it is complete (WHATWG HTML, 9.2.6; ours have one line of data). */
export async function* eventsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let pending = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    pending += decoder.decode(part.value, { stream: true });
    const blocks = pending.split("\n\n");
    pending = blocks.pop() ?? "";
    yield* blocks.map(eventIn);
  }
}

function eventIn(block: string): ServerEvent {
  const fields = new Map(block.split("\n").map((line) => fieldIn(line)));
  return { name: fields.get("event") ?? "message", data: fields.get("data") ?? "" };
}

function fieldIn(line: string): [string, string] {
  const colon = line.indexOf(":");
  return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}
