import type { Shape } from "@/api/client";

/** The rows in which every word of the filter stands somewhere, in any case. */
export function matching<Use extends Pick<Shape["RowUse"], "row">>(uses: readonly Use[], filter: string): Use[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return uses.filter(({ row: { keys, values } }) => {
    const text = [...keys, ...values].join("\n").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
