import { Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { texts } from "@/texts";

interface SectionProps {
  title: string;
  lead?: string;
  children: ReactNode;
}

/** A part of what a connector declares. */
export function Section({ title, lead, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h5" mb={4}>
        {title}
      </Title>
      {lead && (
        <Text size="sm" c="dimmed" mb={6}>
          {lead}
        </Text>
      )}
      {children}
    </section>
  );
}

interface RowsProps {
  head: readonly string[];
  rows: readonly (readonly ReactNode[])[];
  /** What is said where there is none. */
  none?: string;
  /** How wide the columns are, as the grid of a table with a fixed layout. */
  widths: readonly string[];
}

/** What is declared, a line for each; or that there is nothing. */
export function Rows({ head, rows, none = texts.connectors.none, widths }: RowsProps) {
  if (rows.length === 0) return <Text size="sm">{none}</Text>;
  return (
    <div className="scrolls">
      <Table layout="fixed" miw={760}>
        <colgroup>
          {widths.map((width, index) => (
            <col key={head[index]} style={{ width }} />
          ))}
        </colgroup>
        <Table.Thead>
          <Table.Tr>
            {head.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what is declared stays in its order
            <Table.Tr key={row}>
              {cells.map((cell, index) => (
                <Table.Td key={head[index]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** What a part is called, and in words beneath. */
export function Named({ name, title }: { name: ReactNode; title: string }) {
  return (
    <>
      <code>{name}</code>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
    </>
  );
}
