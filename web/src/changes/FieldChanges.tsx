import { Badge, Group, Stack, Text, Title } from "@mantine/core";
import type { Shape } from "@/api/client";
import { alsoDiffering, effectOn, type Plan } from "./plan";
import { texts } from "./texts";
import "./changes.css";

type Diff = Shape["FieldDiff"];
type Change = Diff["fields"][number];

const COLOURS = { added: "teal", removed: "red", changed: "blue" };

interface Props {
  diff: Diff;
  /** What came of the last records, where somebody asked. */
  plan: Plan | null;
}

/** What changes target field by target field: what it was made of, what it is made of, and in how many messages. */
export function FieldChanges({ diff, plan }: Props) {
  if (diff.fields.length === 0) return <Text size="sm">{texts.sameFields}</Text>;
  return (
    <Stack gap="sm">
      <div>
        {diff.fields.map((change) => (
          <FieldChange key={change.target} change={change} plan={plan} />
        ))}
      </div>
      <AlsoDiffering plan={plan} diff={diff} />
      <Text size="sm" c="dimmed">
        {texts.untouched(diff.untouched)}
      </Text>
    </Stack>
  );
}

function FieldChange({ change, plan }: { change: Change; plan: Plan | null }) {
  const messages = effectOn(plan, change.target);
  return (
    <section className="field-change" aria-label={change.target}>
      <Group gap="xs">
        <code>{change.target}</code>
        <Badge variant="light" color={COLOURS[change.kind]} className="badge">
          {texts.kinds[change.kind]}
        </Badge>
        {messages !== undefined && plan && (
          <Text size="sm" fw={600}>
            {texts.effect(messages, plan.compared, plan.basis === "records")}
          </Text>
        )}
      </Group>
      <dl className="field-change-sides">
        <Side name={texts.was} rules={change.was} />
        <Side name={texts.is} rules={change.now} />
      </dl>
    </section>
  );
}

function Side({ name, rules }: { name: string; rules: readonly Shape["RuleText"][] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {rules.length === 0 && <Text size="sm">{texts.nothing}</Text>}
        {rules.map(({ expression, words }) => (
          <div key={`${words} ${expression}`}>
            {words}
            <pre>{expression}</pre>
          </div>
        ))}
      </dd>
    </div>
  );
}

function AlsoDiffering({ plan, diff }: Props) {
  const others = alsoDiffering(plan, diff);
  if (others.length === 0 || !plan) return null;
  return (
    <div>
      <Title order={3} size="h6">
        {texts.alsoDiffer}
      </Title>
      <ul className="note-list">
        {others.map(({ target, messages }) => (
          <li key={target}>
            <code>{target}</code>: {texts.effect(messages, plan.compared, plan.basis === "records")}
          </li>
        ))}
      </ul>
    </div>
  );
}
