import { Text } from "@mantine/core";
import type { Shape } from "@/api/client";
import { Rows, Section } from "@/pages/connectors/Section";
import { texts } from "@/texts";

const words = texts.connectors.events;
type Event = Shape["LedgerEventDetail"];

/** What a connector's messages mean to an order. */
export function LedgerEvents({ events }: { events: readonly Event[] }) {
  const { columns } = words;
  return (
    <Section title={words.title} lead={words.lead}>
      <Rows
        head={[columns.event, columns.resource, columns.when, columns.at, columns.goods]}
        widths={["16%", "22%", "28%", "14%", "20%"]}
        rows={events.map((event) => [
          <code key="event">{event.event}</code>,
          <ToldBy key="told" event={event} />,
          whenOf(event),
          <code key="at">{event.at}</code>,
          <code key="goods">{words.goods(event.sku, event.quantity)}</code>,
        ])}
      />
    </Section>
  );
}

function ToldBy({ event: { resource, webhooks } }: { event: Event }) {
  return (
    <>
      <code>{resource}</code>
      {webhooks.length > 0 && (
        <Text size="xs" c="dimmed">
          {words.by(webhooks.join(", "))}
        </Text>
      )}
    </>
  );
}

function whenOf({ when }: Event): string {
  if (when.length === 0) return words.always;
  const cases = when.map(({ path, values }) =>
    values.length > 0
      ? words.is(path, values.map((value) => value || texts.connectors.states.empty).join(" or "))
      : words.present(path),
  );
  return cases.join(", and ");
}
