import { Group, Select, Text, Title } from "@mantine/core";
import { queries } from "@/api/client";
import { readUnified } from "@/pages/mappings/unified";
import { Asked } from "@/parts/Asked";
import { texts } from "@/texts";

const words = texts.mappings;
const MARKS = { added: "+", removed: "-", kept: " ", place: "" };

interface Props {
  project: string;
  mapping: string;
  /** Of all versions, newest first. */
  numbers: readonly number[];
  older: number;
  newer: number;
  onChange: (older: number, newer: number) => void;
}

/** What changed in the text between two versions. */
export function VersionDiff({ project, mapping, numbers, older, newer, onChange }: Props) {
  const found = queries.useQuery("get", "/api/v1/projects/{project}/mappings/{mapping}/versions/{number}/diff", {
    params: { path: { project, mapping, number: newer }, query: { against: older } },
  });
  const choices = numbers.map((number) => ({ value: String(number), label: words.version(number) }));
  const { diff } = words;
  return (
    <section aria-label={diff.title(older, newer)}>
      <Group justify="space-between" align="flex-end" mb="xs" mt="lg">
        <Title order={2} size="h5">
          {diff.title(older, newer)}
        </Title>
        <Group gap="xs">
          <Select
            label={diff.older}
            data={choices}
            value={String(older)}
            onChange={(value) => value && onChange(Number(value), newer)}
            allowDeselect={false}
            size="xs"
            w={90}
          />
          <Select
            label={diff.newer}
            data={choices}
            value={String(newer)}
            onChange={(value) => value && onChange(older, Number(value))}
            allowDeselect={false}
            size="xs"
            w={90}
          />
        </Group>
      </Group>
      <Asked query={found}>{({ unified }) => <Lines unified={unified} />}</Asked>
    </section>
  );
}

function Lines({ unified }: { unified: string }) {
  const lines = readUnified(unified);
  if (lines.length === 0) return <Text size="sm">{words.diff.same}</Text>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <pre className="diff" tabIndex={0}>
      {lines.map(({ id, kind, text }) => (
        <div key={id} className={`diff-${kind}`}>
          <span className="diff-mark">{MARKS[kind]}</span>
          {text}
        </div>
      ))}
    </pre>
  );
}
