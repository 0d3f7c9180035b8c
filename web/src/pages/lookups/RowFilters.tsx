import { Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { queries } from "@/api/client";
import { isNotedLongEnough, UNUSED_DAYS, type UnusedDays, unusedDaysOf } from "@/pages/lookups/unused";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.lookups;

interface Props {
  project: string;
  lookup: string;
  editable: boolean;
  text: string;
  unusedDays: UnusedDays;
  onText: (text: string) => void;
  onUnusedDays: (days: UnusedDays) => void;
}

/** Which rows are shown: those with some words in them, and those that no record found for so long. */
export function RowFilters({ project, lookup, editable, text, unusedDays, onText, onUnusedDays }: Props) {
  const usage = queries.useQuery("get", "/api/v1/projects/{project}/lookups/{lookup}/usage", {
    params: { path: { project, lookup } },
  });
  const since = usage.data?.noted_since;
  return (
    <>
      <Group justify="space-between">
        <Group gap="xs">
          <TextInput
            aria-label={words.filter}
            placeholder={words.filter}
            value={text}
            onChange={(event) => onText(event.currentTarget.value)}
            w={260}
          />
          <NativeSelect
            aria-label={words.uses.filter}
            value={String(unusedDays)}
            data={UNUSED_DAYS.map((days) => ({ value: String(days), label: words.uses.unused(days) }))}
            onChange={(event) => onUnusedDays(unusedDaysOf(event.currentTarget.value))}
          />
        </Group>
        {editable && (
          <Text size="xs" c="dimmed">
            {words.gridHint}
          </Text>
        )}
      </Group>
      {unusedDays > 0 && since && !isNotedLongEnough(unusedDays, since) ? (
        <Text size="sm">
          {words.uses.notedSince} <Time at={since} />. {words.uses.before}
        </Text>
      ) : null}
    </>
  );
}
