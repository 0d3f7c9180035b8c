import type { Shape } from "@/api/client";

type Rule = Pick<Shape["AlertRule"], "kinds" | "environments" | "quiet_seconds" | "thresholds">;
type Thresholds = Pick<Shape["Thresholds"], (typeof THRESHOLDS)[number]>;

const EVERY_KIND: Record<Shape["AlertKind"], true> = {
  "flow-stopped": true,
  holds: true,
  "retries-exhausted": true,
  "journal-differs": true,
  "deliveries-rejected": true,
  "mass-zero": true,
  "orders-uncounted": true,
  "sequence-gap": true,
  "poll-failing": true,
  "credential-expiring": true,
  "worker-silent": true,
};
/** What an alert can be about. */
export const KINDS = Object.keys(EVERY_KIND) as Shape["AlertKind"][];

export const THRESHOLDS = [
  "holds_more_than",
  "holds_older_seconds",
  "rejected_more_than",
  "rejected_seconds",
  "polls_failing_from",
  "polls_failing_seconds",
  "expiring_days",
] as const;

/** As the API has them where a rule says nothing. */
const USUAL: Thresholds = {
  holds_more_than: 20,
  holds_older_seconds: 900,
  rejected_more_than: 10,
  rejected_seconds: 600,
  polls_failing_from: 3,
  polls_failing_seconds: 3600,
  expiring_days: 14,
};

/** What a rule is about, to be changed; a new one is about everything. Thresholds at their default are left out of a rule. */
export function newRule(rule: Rule | null): Rule & { thresholds: Thresholds } {
  return {
    kinds: rule?.kinds ?? [],
    environments: rule?.environments ?? [],
    quiet_seconds: rule?.quiet_seconds ?? 3600,
    thresholds: { ...USUAL, ...rule?.thresholds },
  };
}
