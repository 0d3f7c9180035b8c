/** A cell of a grid, from 0. */
export interface Place {
  row: number;
  column: number;
}

interface Size {
  rows: number;
  columns: number;
}

const PAGE = 12;

/** Where a key leads in a grid; null for keys that lead nowhere. */
export function placeAfter(key: string, at: Place, size: Size): Place | null {
  const to = stepOf(key, at, size);
  return to && { row: within(to.row, size.rows), column: within(to.column, size.columns) };
}

function stepOf(key: string, { row, column }: Place, { rows }: Size): Place | null {
  switch (key) {
    case "ArrowDown":
      return { row: row + 1, column };
    case "ArrowUp":
      return { row: row - 1, column };
    case "ArrowRight":
      return { row, column: column + 1 };
    case "ArrowLeft":
      return { row, column: column - 1 };
    case "PageDown":
      return { row: row + PAGE, column };
    case "PageUp":
      return { row: row - PAGE, column };
    case "Home":
      return { row: 0, column };
    case "End":
      return { row: rows - 1, column };
    default:
      return null;
  }
}

const within = (place: number, count: number): number => Math.max(0, Math.min(count - 1, place));
