import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { folded, type Line, type Row, sideBySide } from "./sideBySide";
import { texts } from "./texts";
import "./changes.css";

interface Props {
  before: string;
  after: string;
  /** What stands above each side. */
  heads: readonly [string, string];
}

/** Two texts beside each other, the words that differ marked. */
export function SideBySide({ before, after, heads }: Props) {
  const stretches = folded(sideBySide(before, after));
  const [opened, setOpened] = useState<readonly number[]>([]);
  if (stretches.every(({ kind }) => kind === "skipped")) return <Text size="sm">{texts.sameText}</Text>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className="side-by-side" tabIndex={0}>
      <table>
        <colgroup>
          <col className="side-number" />
          <col />
          <col className="side-number" />
          <col />
        </colgroup>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} colSpan={2} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {stretches.map(({ kind, rows }, index) => (
          <tbody key={`${rows[0]?.before?.number} ${rows[0]?.after?.number}`}>
            {kind === "skipped" && !opened.includes(index) ? (
              <tr>
                <td colSpan={4} className="side-skipped">
                  <Button size="compact-xs" variant="subtle" onClick={() => setOpened([...opened, index])}>
                    {texts.skipped(rows.length)}
                  </Button>
                </td>
              </tr>
            ) : (
              rows.map((row) => <Across key={`${row.before?.number} ${row.after?.number}`} row={row} />)
            )}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Across({ row: { kind, before, after } }: { row: Row }) {
  return (
    <tr>
      <Side line={before} className={kind === "same" ? "" : before ? "side-removed" : "side-empty"} mark="-" />
      <Side line={after} className={kind === "same" ? "" : after ? "side-added" : "side-empty"} mark="+" />
    </tr>
  );
}

function Side({ line, className, mark }: { line: Line | null; className: string; mark: string }) {
  return (
    <>
      <td className={`side-number ${className}`}>{line?.number}</td>
      <td className={`side-text ${className}`} data-mark={className && line ? mark : undefined}>
        {line?.segments.map(({ text, marked }, index) => {
          // biome-ignore lint/suspicious/noArrayIndexKey: segments have nothing but their place, and never move
          return marked ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>;
        })}
      </td>
    </>
  );
}
