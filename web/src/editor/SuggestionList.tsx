import { Button, Group, Text } from "@mantine/core";
import { ProblemNote } from "@/parts/ProblemNote";
import type { Suggestion } from "@/start/choices";
import { texts as words } from "@/start/texts";
import type { Input } from "./inputs";
import { shownValue } from "./json";
import type { MappingPlace } from "./server";
import { pointerOfTarget } from "./suggesting";
import type { TargetNode } from "./trees/target";
import { examplesIn, useSuggestions } from "./useSuggestions";

interface Props {
  place: MappingPlace;
  inputs: readonly Input[];
  node: TargetNode;
  onInsert(suggestion: Suggestion): void;
  onClose(): void;
}

/** What may fill a target field, each to be inserted in the text. */
export function SuggestionList({ place, inputs, node, onInsert, onClose }: Props) {
  const found = useSuggestions(place, inputs, true);
  const pointer = pointerOfTarget(node.target);
  const suggestions = found.data?.fields.find(({ field }) => field.target === pointer)?.suggestions ?? [];
  return (
    <section className="me-suggestions" aria-label={words.editor.list}>
      <Group justify="space-between" wrap="nowrap" gap={4}>
        <Text size="xs" c="dimmed" role="status">
          {found.isLoading ? words.editor.suggesting : words.editor.basis(examplesIn(inputs).length)}
        </Text>
        <Button size="compact-xs" variant="subtle" color="gray" aria-label={words.editor.close} onClick={onClose}>
          ×
        </Button>
      </Group>
      {found.error ? <ProblemNote error={found.error} /> : null}
      {found.isLoading || suggestions.length > 0 || found.error ? null : <Text size="xs">{words.editor.none}</Text>}
      <ul>
        {suggestions.map((suggestion) => (
          <li key={`${suggestion.expression} ${suggestion.each.join()}`}>
            <SuggestionLine suggestion={suggestion} onInsert={() => onInsert(suggestion)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SuggestionLine({ suggestion, onInsert }: { suggestion: Suggestion; onInsert(): void }) {
  const { expression, each, confidence, reason, value } = suggestion;
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap={4} align="flex-start">
        <code>{expression}</code>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={words.editor.insertOf(expression)}
          onClick={onInsert}
          className="me-insert"
        >
          {words.editor.insert}
        </Button>
      </Group>
      {each.length > 0 ? <Text size="xs">{words.of(each)}</Text> : null}
      <Text size="xs">
        {words.percent(confidence)} · {reason}
        {value === undefined ? "" : ` ${words.gives} ${shownValue(value, 60)}`}
      </Text>
    </>
  );
}
