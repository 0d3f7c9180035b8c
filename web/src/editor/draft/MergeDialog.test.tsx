import { MantineProvider } from "@mantine/core";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { texts } from "../texts";
import { MeanwhileNote } from "./MeanwhileNote";
import { MergeDialog } from "./MergeDialog";
import type { News } from "./meanwhile";

const CONFLICT = { base: "one\ntwo\nthree\n", mine: "one\nmine\nthree\n", theirs: "one\ntheirs\nTHREE\n" };
const WORDS = texts.merges.version(4, "Robin Example", 3);
// The first dialog that is drawn brings all its styles.
vi.setConfig({ testTimeout: 30_000 });
let root: Root;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  // What jsdom lacks and the widgets ask for.
  window.matchMedia = ((media: string) => ({
    media,
    matches: false,
    addEventListener() {},
    removeEventListener() {},
  })) as never;
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
  root = createRoot(document.body.appendChild(document.createElement("div")));
});
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const show = (what: React.ReactNode) => act(() => root.render(<MantineProvider env="test">{what}</MantineProvider>));

function button(name: string): HTMLButtonElement {
  const all = [...document.querySelectorAll("button")];
  const found = all.find((each) => (each.getAttribute("aria-label") ?? each.textContent) === name);
  if (!found) throw new Error(`no button '${name}' among ${all.map((each) => each.textContent)}`);
  return found;
}

const click = (name: string) => act(() => button(name).click());

test("nothing is saved before every place is decided; one side of each, or what was written by hand", () => {
  const onResolve = vi.fn();
  show(<MergeDialog words={WORDS} conflict={CONFLICT} opened onClose={vi.fn()} onResolve={onResolve} />);
  expect(document.body.textContent).toContain("Version 4 by Robin Example");
  expect(button(texts.saveMerged).disabled).toBe(true);
  click(texts.byHand);
  expect(document.querySelector("textarea")?.value).toBe("mine\nthree\ntheirs\nTHREE\n");
  click("Take theirs");
  click(texts.saveMerged);
  expect(onResolve).toHaveBeenCalledExactlyOnceWith(CONFLICT.theirs);
});

test("either text can be taken whole", () => {
  const onResolve = vi.fn();
  show(<MergeDialog words={WORDS} conflict={CONFLICT} opened onClose={vi.fn()} onResolve={onResolve} />);
  click("Keep all of mine");
  click("Take all of theirs");
  expect(onResolve.mock.calls).toEqual([[CONFLICT.mine], [CONFLICT.theirs]]);
});

test("who published and who is writing is told with since when, and only who is writing can be hidden", () => {
  const at = new Date(Date.now() - 180_000).toISOString();
  const news: News[] = [
    { kind: "version", author: "Robin Example", number: 4, reason: "Gift notes.", at },
    { kind: "draft", author: "Kim Example", basedOn: 3, text: "", since: at, saved: at },
  ];
  const [onCompare, onHide] = [vi.fn(), vi.fn()];
  show(<MeanwhileNote news={news} onCompare={onCompare} onHide={onHide} />);
  const told = document.body.textContent;
  expect(told).toContain("Robin Example published version 4 3 minutes ago: Gift notes.");
  expect(told).toContain("Kim Example is writing on this mapping, too");
  click(texts.meanwhile.compare("Robin Example"));
  expect(onCompare).toHaveBeenCalledWith(news[0]);
  click(texts.meanwhile.hide("Kim Example"));
  expect(onHide).toHaveBeenCalledExactlyOnceWith("Kim Example");
  expect(document.querySelectorAll(`[aria-label="${texts.meanwhile.hide("Robin Example")}"]`)).toHaveLength(0);
});
