export interface Progress<T> {
  done: number;
  failed: readonly { item: T; error: unknown }[];
}

const AT_ONCE = 4;

/** Does something to each item, a few at a time; one that fails keeps none of the others back. */
export async function inTurn<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
  onProgress: (progress: Progress<T>) => void,
): Promise<Progress<T>> {
  const waiting = [...items];
  let progress: Progress<T> = { done: 0, failed: [] };

  async function work(): Promise<void> {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await act(item);
        progress = { ...progress, done: progress.done + 1 };
      } catch (error) {
        progress = { done: progress.done + 1, failed: [...progress.failed, { item, error }] };
      }
      onProgress(progress);
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return progress;
}
