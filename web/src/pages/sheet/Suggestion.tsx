import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Place, Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { takeOver } from "@/pages/sheet/takeOver";
import { texts } from "@/pages/sheet/texts";
import { Facts } from "@/parts/Facts";
import { ProblemNote } from "@/parts/ProblemNote";

const words = texts.suggestion;

interface Props {
  place: Place & { mapping: string };
  suggestion: Shape["RuleSuggestion"];
  onTaken: () => Promise<unknown>;
  onLeave: () => void;
}

/** A rule that is another one in a sheet that came back; it changes the draft when somebody says so, and only then. */
export function Suggestion({ place, suggestion, onTaken, onLeave }: Props) {
  const { target, source, rule, expression } = suggestion;
  const taking = useMutation({
    mutationFn: (text: string) => takeOver(place, target, text),
    onSuccess: async ({ done }) => {
      if (!done) return;
      await onTaken();
      onLeave();
    },
  });
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {words.title}
      </Text>
      <Facts
        facts={[
          [words.source, source],
          [words.rule, rule],
          [words.expression, expression && <code>{expression}</code>],
        ]}
      />
      {!expression && <Text size="sm">{words.byHand}</Text>}
      {taking.data && !taking.data.done && (
        <Text size="sm" role="alert">
          {taking.data.message}
        </Text>
      )}
      {taking.error ? <ProblemNote error={taking.error} /> : null}
      <Group gap="xs">
        {expression && (
          <Button size="compact-sm" loading={taking.isPending} onClick={() => taking.mutate(expression)}>
            {words.accept}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={onLeave}>
          {words.leave}
        </Button>
        <Anchor component={Link} size="sm" to={pathTo("editor", place)}>
          {words.editor}
        </Anchor>
      </Group>
    </Stack>
  );
}
