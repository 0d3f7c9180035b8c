import { Table, Textarea, TextInput } from "@mantine/core";
import type { Place, Shape } from "@/api/client";
import type { Note, SheetRow } from "@/pages/sheet/noted";
import { Suggestion } from "@/pages/sheet/Suggestion";
import { texts } from "@/pages/sheet/texts";
import "./sheet.css";

interface Props {
  place: Place & { mapping: string };
  row: SheetRow;
  /** What is typed and not stored yet. */
  note: Note | undefined;
  suggestion: Shape["RuleSuggestion"] | undefined;
  mayEdit: boolean;
  onNote: (change: Partial<Note>) => void;
  onTaken: () => Promise<unknown>;
  onLeave: () => void;
}

/** One target field, and beneath it what a sheet that came back says of its rule. */
export function Row({ place, row, note, suggestion, mayEdit, onNote, onTaken, onLeave }: Props) {
  const { target } = row;
  return (
    <>
      <Table.Tr className={note ? "sheet-edited" : undefined}>
        <Table.Td>
          <code>{target}</code>
        </Table.Td>
        <Table.Td>
          {(row.sources ?? []).map((source) => (
            <code key={source} className="sheet-source">
              {source}
            </code>
          ))}
        </Table.Td>
        <Table.Td title={row.expression}>{row.rule || texts.unmapped}</Table.Td>
        <Table.Td>{row.example}</Table.Td>
        <Notes row={row} note={note} onNote={mayEdit ? onNote : undefined} />
      </Table.Tr>
      {suggestion && (
        <Table.Tr className="sheet-suggestion">
          <Table.Td colSpan={6}>
            <Suggestion place={place} suggestion={suggestion} onTaken={onTaken} onLeave={onLeave} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

type NotesProps = Pick<Props, "row" | "note"> & {
  /** Left out for those who may change nothing. */
  onNote: Props["onNote"] | undefined;
};

/** Whose the field is, and what is said of it. */
function Notes({ row, note, onNote }: NotesProps) {
  const { target } = row;
  if (!onNote) {
    return (
      <>
        <Table.Td>{row.owner}</Table.Td>
        <Table.Td>{row.comment}</Table.Td>
      </>
    );
  }
  return (
    <>
      <Table.Td>
        <TextInput
          size="xs"
          aria-label={texts.ownerOf(target)}
          maxLength={200}
          value={note?.owner ?? row.owner ?? ""}
          onChange={(event) => onNote({ owner: event.currentTarget.value })}
        />
      </Table.Td>
      <Table.Td>
        <Textarea
          size="xs"
          autosize
          minRows={1}
          aria-label={texts.commentOf(target)}
          maxLength={2000}
          value={note?.comment ?? row.comment ?? ""}
          onChange={(event) => onNote({ comment: event.currentTarget.value })}
        />
      </Table.Td>
    </>
  );
}
