/**
 * Offsets of one text in both countings: code points, which the API counts, and UTF-16 units, which the browser counts.
 *
 * Code points outside the basic plane take two units; everything else takes one.
 */
export class Positions {
  /** Unit offsets of the characters that take two units, ascending. */
  private readonly wide: readonly number[];

  constructor(text: string) {
    const wide: number[] = [];
    for (let unit = 0; unit < text.length; unit++) {
      if ((text.codePointAt(unit) ?? 0) > 0xffff) wide.push(unit++);
    }
    this.wide = wide;
  }

  /** The unit offset of a code point offset. */
  toUnits(points: number): number {
    return points + countWhile(this.wide, (unit, index) => unit - index < points);
  }

  /** The code point offset of a unit offset; in the middle of a character, that of its start. */
  toPoints(units: number): number {
    return units - countWhile(this.wide, (unit) => unit < units);
  }

  /** A span of the API as a range of units. */
  range(span: { start: number; end: number }): Range {
    return { from: this.toUnits(span.start), to: this.toUnits(span.end) };
  }
}

/** A stretch of text, in UTF-16 units. */
export interface Range {
  from: number;
  to: number;
}

/** How many leading items fulfil a condition that, once false, stays false. */
function countWhile(items: readonly number[], holds: (item: number, index: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle] as number, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
