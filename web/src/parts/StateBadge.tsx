import { Badge } from "@mantine/core";
import type { Shape } from "@/api/client";
import { COLOURS, type Outcome } from "@/format/equation";

/** What became of a record; its colour never says it alone. */
export function StateBadge({ state }: { state: Shape["RecordState"] }) {
  const outcome = state.replace("-", "_") as Outcome;
  return (
    <Badge color={COLOURS[outcome]} variant="light" className="badge">
      {state}
    </Badge>
  );
}
