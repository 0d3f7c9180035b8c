// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DraftKeeper, type DraftStore } from "./keeper";

/** Keeps a draft as the server does: a save names the revision it was made from. */
class Shelf implements DraftStore {
  draft: { text: string; revision: number } | null = null;
  basedOn = 0;
  reachable = true;
  saves = 0;

  async read() {
    return this.draft && { ...this.draft };
  }

  async save(text: string, revision: number, basedOn: number) {
    this.saves++;
    await Promise.resolve();
    if (!this.reachable) throw new TypeError("no connection");
    if ((this.draft?.revision ?? 0) !== revision) return "stale" as const;
    this.draft = { text, revision: revision + 1 };
    this.basedOn = basedOn;
    return { revision: revision + 1 };
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what is only opened is not saved", async () => {
  const shelf = new Shelf();
  const keeper = new DraftKeeper(shelf, "a", 0, 0);
  keeper.change("a");
  await vi.runAllTimersAsync();
  expect([shelf.saves, keeper.snapshot().saving]).toEqual([0, "unchanged"]);
});

test("changes in quick succession are saved once, and the next ones on top", async () => {
  const shelf = new Shelf();
  const keeper = new DraftKeeper(shelf, "a", 0, 0);
  for (const text of ["ab", "abc", "abcd"]) keeper.change(text);
  await vi.runAllTimersAsync();
  expect([shelf.draft, shelf.saves]).toEqual([{ text: "abcd", revision: 1 }, 1]);
  keeper.change("x");
  await vi.runAllTimersAsync();
  expect([shelf.draft, keeper.snapshot().saving]).toEqual([{ text: "x", revision: 2 }, "saved"]);
});

test("a change during a save is saved after it", async () => {
  const shelf = new Shelf();
  const keeper = new DraftKeeper(shelf, "a", 0, 0);
  keeper.change("b");
  const flushed = keeper.flush();
  keeper.change("c");
  await flushed;
  await vi.runAllTimersAsync();
  expect(shelf.draft).toEqual({ text: "c", revision: 2 });
});

test("a draft that was saved elsewhere is not overwritten; what was decided is saved over it", async () => {
  const shelf = new Shelf();
  const keeper = new DraftKeeper(shelf, "base", 0, 0);
  shelf.draft = { text: "theirs", revision: 1 };
  keeper.change("mine");
  await vi.runAllTimersAsync();
  expect(shelf.draft.text).toBe("theirs");
  expect(keeper.snapshot()).toMatchObject({
    saving: "conflict",
    conflict: { base: "base", mine: "mine", theirs: "theirs" },
  });
  keeper.change("mine, more");
  await vi.runAllTimersAsync();
  expect(shelf.draft.text).toBe("theirs");
  await keeper.resolve("both");
  expect([shelf.draft, keeper.snapshot().saving]).toEqual([{ text: "both", revision: 2 }, "saved"]);
});

test("theirs can be what stays", async () => {
  const shelf = new Shelf();
  const keeper = new DraftKeeper(shelf, "base", 0, 0);
  shelf.draft = { text: "theirs", revision: 1 };
  keeper.change("mine");
  await vi.runAllTimersAsync();
  await keeper.resolve("theirs");
  expect([shelf.draft.revision, keeper.snapshot().saving, keeper.isSaved]).toEqual([1, "saved", true]);
});

test("while the server cannot be reached it is tried again, and said", async () => {
  const shelf = new Shelf();
  shelf.reachable = false;
  const keeper = new DraftKeeper(shelf, "a", 0, 0);
  keeper.change("b");
  await vi.advanceTimersByTimeAsync(1_000);
  expect([keeper.snapshot().saving, keeper.isSaved]).toEqual(["failed", false]);
  shelf.reachable = true;
  await vi.runAllTimersAsync();
  expect([keeper.snapshot().saving, shelf.draft?.text]).toEqual(["saved", "b"]);
});

test("a draft that was thrown away elsewhere starts again", async () => {
  const shelf = new Shelf();
  const keeper = new DraftKeeper(shelf, "a", 3, 0);
  keeper.change("b");
  await vi.runAllTimersAsync();
  expect(shelf.draft).toEqual({ text: "b", revision: 1 });
});

test("what was held against a newer version says so, even where its text stays", async () => {
  const shelf = new Shelf();
  const keeper = new DraftKeeper(shelf, "a", 0, 3);
  keeper.change("mine");
  await vi.runAllTimersAsync();
  expect(shelf.basedOn).toBe(3);
  await keeper.rebase(4);
  expect([shelf.draft, shelf.basedOn]).toEqual([{ text: "mine", revision: 2 }, 4]);
  expect(keeper.snapshot()).toMatchObject({ saving: "saved", basedOn: 4 });
});

test("a text that is held against a newer version waits for the save that is under way", async () => {
  const shelf = new Shelf();
  const keeper = new DraftKeeper(shelf, "a", 0, 3);
  keeper.change("b");
  const flushed = keeper.flush();
  keeper.change("merged");
  await keeper.rebase(4);
  await flushed;
  expect([shelf.draft, shelf.basedOn]).toEqual([{ text: "merged", revision: 2 }, 4]);
});

test("what is published stands on its version, and nothing needs to be saved for that", async () => {
  const shelf = new Shelf();
  const keeper = new DraftKeeper(shelf, "a", 0, 3);
  keeper.published(4);
  await vi.runAllTimersAsync();
  expect([shelf.saves, keeper.snapshot().basedOn]).toEqual([0, 4]);
});
