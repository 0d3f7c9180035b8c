/** The chosen ones with one more, or without it. */
export function withOne(chosen: ReadonlySet<string>, record: string, is: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  if (is) next.add(record);
  else next.delete(record);
  return next;
}
