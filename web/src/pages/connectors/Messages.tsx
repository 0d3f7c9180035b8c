import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Place, Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { Named, Rows, Section } from "@/pages/connectors/Section";
import { waysOf } from "@/pages/connectors/ways";
import { texts } from "@/texts";

const words = texts.connectors;

/** The kinds of message, each with how it comes. */
export function Resources({ place, connector }: { place: Place; connector: Shape["ConnectorDetail"] }) {
  const { columns, title } = words.resources;
  return (
    <Section title={title}>
      <Rows
        head={[columns.name, columns.what, columns.comes, columns.key, columns.samples]}
        widths={["20%", "36%", "22%", "12%", "10%"]}
        rows={connector.resources.map((resource) => [
          <Anchor
            key="name"
            component={Link}
            size="sm"
            to={pathTo("resource", { ...place, connector: connector.name, resource: resource.name })}
          >
            <Named name={resource.name} title={resource.title} />
          </Anchor>,
          resource.description,
          waysOf(resource, connector).map((way) => <div key={way}>{way}</div>),
          resource.key.map((path) => (
            <div key={path}>
              <code>{path}</code>
            </div>
          )),
          resource.samples.length,
        ])}
      />
    </Section>
  );
}

/** What is written, and how a write stays one write. */
export function Operations({ operations }: { operations: readonly Shape["OperationSummary"][] }) {
  const { columns, title, kinds, repeats } = words.writes;
  return (
    <Section title={title}>
      <Rows
        head={[columns.name, columns.what, columns.sends, columns.kind, columns.repeats]}
        widths={["20%", "32%", "14%", "12%", "22%"]}
        rows={operations.map(({ name, title: called, description, resource, kind, writes, repeat }) => [
          <Named key="name" name={name} title={called} />,
          description,
          <code key="sends">{resource}</code>,
          kinds[writes](kind),
          repeats[repeat],
        ])}
      />
    </Section>
  );
}

/** What the platform sends by itself. */
export function Webhooks({ webhooks }: { webhooks: readonly Shape["WebhookSummary"][] }) {
  const { columns, title, none } = words.webhooks;
  return (
    <Section title={title}>
      <Rows
        head={[columns.name, columns.what, columns.resource, columns.topic]}
        widths={["20%", "46%", "14%", "20%"]}
        none={none}
        rows={webhooks.map(({ name, title: called, description, resource, topic }) => [
          <Named key="name" name={name} title={called} />,
          description,
          <code key="resource">{resource}</code>,
          <Text key="topic" size="sm">
            {topic}
          </Text>,
        ])}
      />
    </Section>
  );
}
