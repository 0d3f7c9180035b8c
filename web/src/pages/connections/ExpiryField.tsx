import { TextInput } from "@mantine/core";
import type { Shape } from "@/api/client";
import { texts } from "@/texts";

const words = texts.connections.expiry;

interface Props {
  secret: string;
  day: string;
  /** Who told the day that is known. */
  known: Shape["Expiry"] | undefined;
  onChange: (day: string) => void;
}

/** The day on which a secret expires. */
export function ExpiryField({ secret, day, known, onChange }: Props) {
  return (
    <TextInput
      type="date"
      size="xs"
      mt={6}
      w={220}
      label={words.field(secret)}
      description={known && known.on === day ? words.toldBy(known.told_by) : undefined}
      value={day}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
