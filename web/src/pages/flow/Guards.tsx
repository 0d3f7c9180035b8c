import { Button, Group, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Shape } from "@/api/client";
import { doesOf } from "@/pages/flow/policies";
import { texts } from "@/texts";

const words = texts.flow;

/** What stands between mapping and writing, in plain words; the conditions themselves only when asked for. */
export function Guards({ guards }: { guards: readonly Shape["Guard"][] }) {
  const [shown, setShown] = useState(false);
  const { guardColumns: columns } = words;
  return (
    <section aria-label={words.guards}>
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5">
          {words.guards}
        </Title>
        {guards.length > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={() => setShown(!shown)}>
            {shown ? words.hideWhen : words.showWhen}
          </Button>
        )}
      </Group>
      {guards.length === 0 ? (
        <Text size="sm">{words.noGuards}</Text>
      ) : (
        <Table
          data={{
            head: [columns.name, columns.does, columns.why, ...(shown ? [columns.when] : [])],
            body: guards.map((guard) => [
              <code key="name">{guard.name}</code>,
              doesOf(guard),
              guard.reason,
              ...(shown ? [<code key="when">{guard.when}</code>] : []),
            ]),
          }}
        />
      )}
    </section>
  );
}
