import { ActionIcon, Button, Group, Menu, Table, Text } from "@mantine/core";
import { shownValue } from "@/editor/json";
import { type FieldSuggestions, type Suggestion, sureness, type TargetField } from "./choices";
import { texts } from "./texts";

interface Props {
  row: FieldSuggestions;
  /** Undefined: nothing is decided; null: none of them. */
  decision: Suggestion | null | undefined;
  onAccept(suggestion: Suggestion): void;
  onReject(): void;
  onUndo(): void;
}

/** A target field: what it must be, what may fill it, why, and what was decided. */
export function FieldRow({ row, decision, onAccept, onReject, onUndo }: Props) {
  const { field, wanted, suggestions } = row;
  const shown = decision ?? suggestions[0];
  const others = suggestions.filter((each) => each !== shown);
  return (
    <Table.Tr className={decision ? "st-row accepted" : decision === null ? "st-row rejected" : "st-row"}>
      <Table.Td>
        <FieldName field={field} />
        {wanted === undefined ? null : (
          <div className="st-value">
            {texts.wants} <code>{shownValue(wanted, 60)}</code>
          </div>
        )}
      </Table.Td>
      <Table.Td>
        {shown ? (
          <Rule suggestion={shown} />
        ) : (
          <Text size="xs" c="dimmed">
            {texts.noSuggestion}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {shown ? (
          <>
            <Sureness suggestion={shown} />
            <Group gap={4} wrap="nowrap" mt={4}>
              <Verdict
                field={field}
                suggestion={shown}
                decision={decision}
                onAccept={onAccept}
                onReject={onReject}
                onUndo={onUndo}
              />
              <Alternatives target={field.target} others={others} onAccept={onAccept} />
            </Group>
          </>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}

/** Its own name, and below what it belongs to. */
function FieldName({ field }: { field: TargetField }) {
  const parts = field.target.split("/");
  const around = parts.slice(1, -1).join("/");
  const told = [around, field.types.join(" | "), field.required ? texts.required : ""];
  return (
    <>
      <code className="st-target" title={field.target}>
        {parts.at(-1) || "/"}
      </code>
      <Text size="xs" c="dimmed" title={field.description}>
        {told.filter((part) => part !== "").join(" · ")}
      </Text>
    </>
  );
}

/** An expression, what it is an expression of, why, and what it gives where that is not what it must be. */
function Rule({ suggestion }: { suggestion: Suggestion }) {
  const { expression, each, reason, reproduces, value } = suggestion;
  return (
    <>
      <code className="st-expression">{expression}</code>
      {each.length > 0 ? (
        <Text size="xs" c="dimmed">
          {texts.of(each)}
        </Text>
      ) : null}
      <Text size="xs">{reason}</Text>
      {reproduces === true ? null : (
        <div className={reproduces === false ? "st-value st-differs" : "st-value"}>
          {texts.gives} {value === undefined ? texts.nothing : <code>{shownValue(value, 60)}</code>}
        </div>
      )}
    </>
  );
}

interface VerdictProps extends Omit<Props, "row"> {
  field: TargetField;
  suggestion: Suggestion;
}

function Verdict({ field, suggestion, decision, onAccept, onReject, onUndo }: VerdictProps) {
  if (decision !== undefined) {
    return (
      <>
        <span className="st-decided">{decision ? texts.accepted : texts.rejected}</span>
        <Button size="compact-xs" variant="default" onClick={onUndo} aria-label={texts.undoOf(field.target)}>
          {texts.undo}
        </Button>
      </>
    );
  }
  return (
    <>
      <Button
        size="compact-xs"
        onClick={() => onAccept(suggestion)}
        aria-label={texts.acceptOf(field.target, suggestion.expression)}
      >
        {texts.accept}
      </Button>
      <Button size="compact-xs" variant="default" onClick={onReject} aria-label={texts.rejectOf(field.target)}>
        {texts.reject}
      </Button>
    </>
  );
}

function Sureness({ suggestion }: { suggestion: Suggestion }) {
  const { confidence, reproduces } = suggestion;
  const proof = reproduces === null ? texts.untried : reproduces ? texts.reproduces : texts.differs;
  return (
    <div className="st-sure">
      <span className={`st-badge ${sureness(confidence)}`}>
        {texts.sureness[sureness(confidence)]} {texts.percent(confidence)}
      </span>
      <Text size="xs" className={reproduces === false ? "st-differs" : undefined}>
        {proof}
      </Text>
    </div>
  );
}

function Alternatives({
  target,
  others,
  onAccept,
}: {
  target: string;
  others: readonly Suggestion[];
  onAccept(suggestion: Suggestion): void;
}) {
  if (others.length === 0) return null;
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size="sm"
          className="st-others"
          aria-label={texts.alternativesOf(target)}
          title={texts.alternatives(others.length)}
        >
          +{others.length}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className="st-menu">
        {others.map((each) => (
          <Menu.Item key={`${each.expression} ${each.each.join()}`} onClick={() => onAccept(each)}>
            <code className="st-expression">{each.expression}</code>
            <Text size="xs">
              {texts.percent(each.confidence)} · {each.reason}
              {each.each.length > 0 ? ` · ${texts.of(each.each)}` : ""}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
