import { Button, Group, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { queries, type Shape } from "@/api/client";
import { doesOf, mayDo, optionsOf } from "@/pages/flow/policies";
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
              guard.plugin ? <PluginDoes key="does" guard={guard} /> : doesOf(guard),
              guard.plugin ? <PluginWhy key="why" plugin={guard.plugin} /> : guard.reason,
              ...(shown ? [<Condition key="when" guard={guard} />] : []),
            ]),
          }}
        />
      )}
    </section>
  );
}

function PluginDoes({ guard }: { guard: Shape["Guard"] }) {
  const { data } = usePluginGuard(guard.plugin);
  return <>{data ? mayDo(data.actions, guard.deadline_seconds) : doesOf(guard)}</>;
}

function PluginWhy({ plugin }: { plugin: string }) {
  const { data, isError } = usePluginGuard(plugin);
  if (isError) return <>{words.notInstalled}</>;
  return (
    <>
      {data?.summary}{" "}
      <Text span size="xs" c="dimmed">
        {data && words.ofPlugin(plugin, data.plugin)}
      </Text>
    </>
  );
}

/** A guard's text, or the options that the flow gives a plugin's. */
function Condition({ guard }: { guard: Shape["Guard"] }) {
  if (!guard.plugin) return <code>{guard.when}</code>;
  return optionsOf(guard.options).map((option) => (
    <div key={option}>
      <code>{option}</code>
    </div>
  ));
}

function usePluginGuard(guard: string) {
  return queries.useQuery("get", "/api/v1/guards/{guard}", { params: { path: { guard } } }, { retry: false });
}
