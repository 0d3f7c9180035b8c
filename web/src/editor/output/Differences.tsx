import { type Json, shownValue } from "../json";
import { texts } from "../texts";
import "./differences.css";

interface Props {
  found: readonly { pointer: string; change: string; expected?: Json; actual?: Json }[];
  /** Shows the place in the trees and the text. */
  onShowPointer?: (pointer: string) => void;
}

/** Where an output is not what was expected, with both values. */
export function Differences({ found, onShowPointer }: Props) {
  return (
    <ul className="differences">
      {found.map(({ pointer, change, expected, actual }) => (
        <li key={`${change} ${pointer}`}>
          {onShowPointer ? (
            <button type="button" className="link" onClick={() => onShowPointer(pointer)}>
              {pointer || "/"}
            </button>
          ) : (
            <code>{pointer || "/"}</code>
          )}{" "}
          <span className={`difference ${change}`}>{texts.changes[change as keyof typeof texts.changes]}</span>
          {expected === undefined ? null : <ValueLine label={texts.expected} value={expected} />}
          {actual === undefined ? null : <ValueLine label={texts.actual} value={actual} />}
        </li>
      ))}
    </ul>
  );
}

const ValueLine = ({ label, value }: { label: string; value: Json }) => (
  <div className="difference-value">
    <span>{label}</span>
    <code>{shownValue(value, 160)}</code>
  </div>
);
