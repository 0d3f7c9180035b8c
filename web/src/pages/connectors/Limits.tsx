import { List, Text } from "@mantine/core";
import type { Shape } from "@/api/client";
import { Section } from "@/pages/connectors/Section";
import { texts } from "@/texts";

const words = texts.connectors;

/** How often a platform lets itself be asked. */
export function Rates({ rate: { per_second, burst, told, throttled_seconds } }: { rate: Shape["RateDetail"] }) {
  const { title, pace, free, told: tells, throttled } = words.rates;
  return (
    <Section title={title}>
      <Text size="sm">{per_second === null || burst === null ? free : pace(per_second, burst)}</Text>
      {told && <Text size="sm">{tells}</Text>}
      <Text size="sm">{throttled(throttled_seconds)}</Text>
    </Section>
  );
}

/** What a platform does not offer. */
export function Cannot({ sentences }: { sentences: readonly string[] }) {
  const { title, none } = words.cannot;
  return (
    <Section title={title}>
      {sentences.length === 0 ? (
        <Text size="sm">{none}</Text>
      ) : (
        <List size="sm" spacing={4}>
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}
