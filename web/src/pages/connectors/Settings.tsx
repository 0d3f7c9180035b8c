import { Text } from "@mantine/core";
import type { Shape } from "@/api/client";
import { type Field, fieldsOf } from "@/pages/connections/settings";
import { Rows, Section } from "@/pages/connectors/Section";
import { texts } from "@/texts";

const words = texts.connectors.settings;

/** What a connection needs, and where it leads. */
export function Settings({ connector }: { connector: Shape["ConnectorDetail"] }) {
  const { columns } = words;
  return (
    <Section title={words.title}>
      <Text size="sm" mb="xs">
        {words.address} <code>{connector.address}</code>
      </Text>
      {connector.authorisation && (
        <Text size="sm" mb="xs">
          {words.allowed}
        </Text>
      )}
      <Rows
        head={[columns.name, columns.title, columns.what]}
        widths={["22%", "20%", "58%"]}
        rows={fieldsOf(connector.settings_schema).map((field) => [
          <code key="name">{field.name}</code>,
          field.title,
          whatOf(field),
        ])}
      />
    </Section>
  );
}

const whatOf = ({ description, kind, required }: Field): string =>
  [description, kind === "secret" && `(${words.secret})`, !required && `(${words.optional})`].filter(Boolean).join(" ");
