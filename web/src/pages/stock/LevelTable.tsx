import { Table } from "@mantine/core";
import { useState } from "react";
import type { Shape } from "@/api/client";
import { LevelRow } from "@/pages/stock/LevelRow";
import { keyOf } from "@/pages/stock/level";
import { texts } from "@/pages/stock/texts";
import "@/pages/stock/stock.css";

const { columns, meaning } = texts.levels;

/** The parts of the rule for each SKU and location; on a phone what counts, the rest on demand. */
export function LevelTable({ levels }: { levels: readonly Shape["StockLevel"][] }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());

  function toggle(key: string): void {
    const others = new Set(open);
    if (!others.delete(key)) others.add(key);
    setOpen(others);
  }

  return (
    <div className="scrolls wide">
      <Table className="levels">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.sku}</Table.Th>
            <Table.Th visibleFrom="sm">{columns.location}</Table.Th>
            {(["source", "placed", "missing", "buffer", "share"] as const).map((part) => (
              <Table.Th key={part} visibleFrom="sm" title={meaning[part]} ta="right">
                {columns[part]}
              </Table.Th>
            ))}
            <Table.Th title={meaning.target} ta="right">
              {columns.target}
            </Table.Th>
            <Table.Th title={meaning.told} ta="right">
              {columns.told}
            </Table.Th>
            <Table.Th>{columns.why}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {levels.map((level) => {
            const key = keyOf(level);
            return <LevelRow key={key} level={level} open={open.has(key)} onToggle={() => toggle(key)} />;
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
