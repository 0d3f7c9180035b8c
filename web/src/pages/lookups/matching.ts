import type { Shape } from "@/api/client";

/** The rows in which every word of the filter stands somewhere, in any case. */
export function matching(rows: readonly Shape["LookupRow"][], filter: string): Shape["LookupRow"][] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ keys, values }) => {
    const text = [...keys, ...values].join("\n").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
