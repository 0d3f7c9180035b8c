import { Alert, Anchor, Progress, Stack, Table, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import type { Place } from "@/api/client";
import { pathTo } from "@/app/places";
import { ProblemNote } from "@/parts/ProblemNote";
import type { Plan } from "./plan";
import { texts } from "./texts";
import "./changes.css";

const words = texts.plan;
const COUNTS = ["same", "differing", "newly_held", "newly_mapped", "held"] as const;

interface Props {
  place: Place;
  plan: Plan | null;
  error: unknown;
}

/** What a plan tells: how far it is, how many messages come out differently, and three of them. */
export function PlanReport({ place, plan, error }: Props) {
  if (!plan) return error ? <ProblemNote error={error} /> : null;
  if (plan.done && plan.of === 0) return <Alert color="gray">{words.none}</Alert>;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {plan.basis === "records" ? words.records(plan.of, plan.environment) : words.fixtures(plan.of)}
      </Text>
      {!plan.done && (
        <div>
          <Progress value={(100 * plan.compared) / Math.max(1, plan.of)} aria-label={words.title} />
          <Text size="xs" c="dimmed" role="status">
            {words.progress(plan.compared, plan.of)}
          </Text>
        </div>
      )}
      <Counts plan={plan} />
      {plan.done && plan.compared < plan.of && <Alert color="yellow">{words.cut(plan.compared, plan.of)}</Alert>}
      {error ? <ProblemNote error={error} /> : null}
      {plan.done && <Examples place={place} plan={plan} />}
    </Stack>
  );
}

function Counts({ plan }: { plan: Plan }) {
  const shown = COUNTS.filter((name) => plan[name] > 0 || name === "differing" || name === "newly_held");
  return (
    <ul className="plan-counts">
      {shown.map((name) => (
        <li key={name}>
          <strong>{plan[name].toLocaleString("en-GB")}</strong> {words[name]}
        </li>
      ))}
    </ul>
  );
}

function Examples({ place, plan }: { place: Place; plan: Plan }) {
  return (
    <div>
      <Title order={3} size="h6" mt="xs">
        {texts.examples.title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {plan.examples.length ? texts.examples.lead : texts.examples.none}
      </Text>
      <Stack gap="md">
        {plan.examples.map((example) => (
          <Example key={example.name + (example.record ?? "")} place={place} example={example} />
        ))}
      </Stack>
    </div>
  );
}

type ExampleShape = Plan["examples"][number];

function Example({ place, example }: { place: Place; example: ExampleShape }) {
  const { name, record, was_held, is_held, values, more } = example;
  const held = [was_held, is_held].map((why) => (why ? texts.examples.held(why) : texts.examples.mapped));
  return (
    <section aria-label={name}>
      <Text size="sm" fw={600}>
        {record ? (
          <Anchor component={Link} to={pathTo("record", { ...place, record })}>
            {name}
          </Anchor>
        ) : (
          name
        )}
      </Text>
      <Table
        className="plan-table"
        layout="fixed"
        data={{
          head: [texts.examples.place, texts.examples.before, texts.examples.after],
          body: [
            ...(was_held || is_held ? [["", ...held]] : []),
            ...values.map(({ pointer, was, now }) => [
              <code key="pointer">{pointer}</code>,
              <Value key="was" text={was} />,
              <Value key="now" text={now} />,
            ]),
          ],
        }}
      />
      {more > 0 && (
        <Text size="xs" c="dimmed">
          {texts.examples.more(more)}
        </Text>
      )}
    </section>
  );
}

function Value({ text }: { text: string | null | undefined }) {
  return text == null ? <Text size="sm">{texts.examples.nothing}</Text> : <code>{text}</code>;
}
