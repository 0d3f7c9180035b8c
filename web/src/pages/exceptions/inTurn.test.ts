import { expect, test } from "vitest";
import { inTurn, type Progress } from "@/pages/exceptions/inTurn";

const NUMBERS = Array.from({ length: 20 }, (_, n) => n);

test("each is done once, and how far it is is told after each", async () => {
  const seen: number[] = [];
  const told: number[] = [];
  const end = await inTurn(
    NUMBERS,
    async (n) => seen.push(n),
    ({ done }) => told.push(done),
  );
  expect(seen.toSorted((a, b) => a - b)).toEqual(NUMBERS);
  expect(told).toEqual(NUMBERS.map((n) => n + 1));
  expect(end).toEqual({ done: 20, failed: [] });
});

test("what fails is told, and the others are done all the same", async () => {
  const progress: Progress<number>[] = [];
  const odd = async (n: number) => {
    if (n % 2) throw new Error(`no ${n}`);
  };
  const end = await inTurn(NUMBERS, odd, (one) => progress.push(one));
  expect(end.done).toBe(20);
  expect(end.failed.map(({ item }) => item).toSorted((a, b) => a - b)).toEqual(NUMBERS.filter((n) => n % 2));
  expect(progress.at(-1)).toEqual(end);
});

test("never more than four at once", async () => {
  let running = 0;
  let most = 0;
  await inTurn(
    NUMBERS,
    async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    },
    () => undefined,
  );
  expect(most).toBeLessThanOrEqual(4);
});

test("nothing is done with nothing", async () => {
  expect(
    await inTurn(
      [],
      async () => undefined,
      () => undefined,
    ),
  ).toEqual({ done: 0, failed: [] });
});
