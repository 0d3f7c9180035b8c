import { Text } from "@mantine/core";
import type { Shape } from "@/api/client";
import { Section } from "@/pages/connectors/Section";
import { texts } from "@/texts";

const words = texts.connectors.states;
type States = Shape["StatesDetail"];

/** What business objects go through, and from where on nothing can be called back. */
export function StatesList({ all }: { all: readonly States[] }) {
  return (
    <Section title={words.title}>
      {all.length === 0 && <Text size="sm">{words.none}</Text>}
      {all.map((states) => (
        <OneKind key={`${states.resource} ${states.path}`} states={states} />
      ))}
    </Section>
  );
}

function OneKind({ states: { kind, path, resource, states, note } }: { states: States }) {
  return (
    <div>
      <Text size="sm">{words.of(kind, path, resource)}</Text>
      <ol className="states">
        {states.map(({ name, meaning, no_return }) => (
          <li key={name} className={no_return ? "past" : ""}>
            <strong>{name || words.empty}</strong>
            <Text size="xs">{meaning}</Text>
            {no_return && (
              <Text size="xs" fw={600}>
                {words.noReturn}
              </Text>
            )}
          </li>
        ))}
      </ol>
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </div>
  );
}
