import { expect, test } from "vitest";
import { eventsOf } from "./events";

/** An answer that comes in pieces of so many bytes. */
function inPieces(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}

async function all(stream: ReadableStream<Uint8Array>) {
  const found = [];
  for await (const event of eventsOf(stream)) found.push(event);
  return found;
}

const TEXT = 'event: plan\ndata: {"name": "Zürich: 1"}\n\nevent: problem\ndata: {}\n\n';
const EVENTS = [
  { name: "plan", data: '{"name": "Zürich: 1"}' },
  { name: "problem", data: "{}" },
];

test.each([1, 2, 7, 1000])("events come through in pieces of %i bytes", async (size) => {
  expect(await all(inPieces(TEXT, size))).toEqual(EVENTS);
});

test("what breaks off is no event", async () => {
  expect(await all(inPieces(`${TEXT}event: plan\ndata: {"na`, 5))).toEqual(EVENTS);
});
