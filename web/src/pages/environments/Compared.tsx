import { Table, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  head: readonly string[];
  rows: readonly (readonly ReactNode[])[];
  /** What is told where there is no row. */
  empty: string;
}

/** One kind of thing in two environments. */
export function Compared({ title, head, rows, empty }: Props) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h5" mb="xs">
        {title}
      </Title>
      {rows.length === 0 ? (
        empty
      ) : (
        <div className="scrolls">
          <Table data={{ head: [...head], body: rows.map((row) => [...row]) }} />
        </div>
      )}
    </section>
  );
}
