/** How much of what is allowed was used: in whole per cent, at most 100, and how alarming that is. */
export function shareOf(used: number, allowed: number | null): { percent: number; colour: string } | null {
  if (allowed === null || allowed <= 0) return null;
  const percent = Math.min(100, Math.round((used / allowed) * 100));
  return { percent, colour: percent >= 90 ? "red" : percent >= 70 ? "yellow" : "teal" };
}
