import { Text } from "@mantine/core";
import type { Shape } from "@/api/client";
import { moneyText } from "@/format/money";
import { texts } from "@/texts";

/** How much money waits, each currency for itself; nothing where no message told any. */
export function MoneyWaiting({ worth }: { worth: readonly Shape["Money"][] }) {
  if (worth.length === 0) return null;
  return (
    <Text span size="sm" fw={600}>
      {texts.shared.moneyWaiting(worth.map(moneyText))}
    </Text>
  );
}
