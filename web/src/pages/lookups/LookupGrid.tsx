import { useId } from "react";
import type { Shape } from "@/api/client";
import { GridRow } from "@/pages/lookups/GridRow";
import { useGrid } from "@/pages/lookups/useGrid";
import { texts } from "@/texts";
import "@/pages/lookups/lookups.css";

const words = texts.lookups;

interface Props {
  definition: Shape["LookupDefinition"];
  rows: readonly Shape["RowUse"][];
  editable: boolean;
  onSave: (row: Shape["LookupRow"]) => Promise<unknown>;
  onDelete: (row: Shape["LookupRow"]) => void;
  /** What is pasted while no cell is edited. */
  onPaste: (text: string) => void;
  /** The last row is in sight. */
  onEnd: () => void;
}

/** The rows of a lookup as a grid: arrow keys walk it, Enter edits a value, Delete takes a row away. */
export function LookupGrid({ definition, rows, editable, onDelete, onPaste, onEnd, ...ports }: Props) {
  const id = useId();
  const grid = useGrid({
    rows: rows.length,
    columns: definition.keys.length + definition.values.length,
    editableFrom: definition.keys.length,
    editable,
    onDelete: (index) => rows[index] && onDelete(rows[index].row),
    onPaste,
    onEnd,
  });
  const { at, drawn } = grid;
  return (
    <div ref={grid.scroller} className="grid">
      <table
        ref={grid.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table to work in
        role="grid"
        aria-label={words.gridLabel(definition.name)}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={drawn.indexes.includes(at.row) ? `${id}-${at.row}-${at.column}` : undefined}
        tabIndex={0}
        onKeyDown={grid.onKeyDown}
        onPaste={grid.onPaste}
      >
        <Head definition={definition} />
        <Body id={id} grid={grid} rows={rows} editable={editable} onDelete={onDelete} {...ports} />
      </table>
    </div>
  );
}

function Head({ definition: { keys, values } }: Pick<Props, "definition">) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {keys.map((column) => (
          <th key={column} scope="col">
            {words.keyOf(column)}
          </th>
        ))}
        {values.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
        <th scope="col">{words.uses.column}</th>
      </tr>
    </thead>
  );
}

interface BodyProps extends Pick<Props, "rows" | "editable" | "onSave" | "onDelete"> {
  id: string;
  grid: ReturnType<typeof useGrid>;
}

function Body({ id, grid, rows, ...ports }: BodyProps) {
  const { at, drawn } = grid;
  return (
    <tbody>
      <Gap height={drawn.above} />
      {drawn.indexes.map((index) => {
        const use = rows[index];
        if (!use) return null;
        return (
          <GridRow
            key={JSON.stringify(use.row.keys)}
            id={`${id}-${index}`}
            index={index}
            use={use}
            active={index === at.row ? at.column : null}
            editing={grid.editing && index === at.row}
            onPick={(column) => grid.pick({ row: index, column })}
            onEdit={(column) => grid.edit({ row: index, column })}
            onLeave={grid.leave}
            {...ports}
          />
        );
      })}
      <Gap height={drawn.below} />
    </tbody>
  );
}

/** Rows that are out of sight. */
const Gap = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr>
      <td style={{ height }} />
    </tr>
  ) : null;
