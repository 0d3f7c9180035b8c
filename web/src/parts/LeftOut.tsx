import { Text } from "@mantine/core";
import type { Shape } from "@/api/client";
import { texts } from "@/texts";

interface Props {
  items: readonly Shape["LeftOut"][];
  more: boolean;
}

/** What a mapping left out of a message on purpose, each with its reason. */
export function LeftOut({ items, more }: Props) {
  return (
    <>
      <Text size="xs" fw={600}>
        {texts.leftOut.title}
      </Text>
      <ul>
        {items.map(({ what, reason }) => (
          <li key={`${what} ${reason}`}>
            {what} – {reason}
          </li>
        ))}
        {more ? <li>{texts.leftOut.more}</li> : null}
      </ul>
    </>
  );
}
