import { Alert, Button, CopyButton, Group, Tabs, Text } from "@mantine/core";
import { shownValue, writeJson } from "@/editor/json";
import { ProblemNote } from "@/parts/ProblemNote";
import type { Composed } from "./server";
import { texts } from "./texts";

interface Props {
  composed: Composed | undefined;
  error: unknown;
  hasTarget: boolean;
}

/** The first mapping as it would be created now, what it makes of the example, and what is missing. */
export function ComposedText({ composed, error, hasTarget }: Props) {
  if (error) return <ProblemNote error={error} />;
  const text = composed?.text ?? "";
  const output = composed?.output === undefined ? "" : writeJson(composed.output, 2);
  return (
    <section className="st-composed" aria-label={texts.text}>
      {(composed?.problems ?? []).map(({ message }) => (
        <Alert key={message} color="red" variant="light" title={message} />
      ))}
      {composed && composed.leftOut.length > 0 ? <Text size="xs">{texts.leftOut(composed.leftOut)}</Text> : null}
      <Tabs defaultValue="text" className="st-tabs">
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Tabs.List>
            <Tabs.Tab value="text">{texts.textTab}</Tabs.Tab>
            <Tabs.Tab value="output">{texts.outputTab}</Tabs.Tab>
            {hasTarget ? (
              <Tabs.Tab value="differences">{texts.differencesTab(composed?.differences.length ?? 0)}</Tabs.Tab>
            ) : null}
          </Tabs.List>
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {copied ? texts.copied : texts.copy}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Tabs.Panel value="text" className="st-panel">
          <Lines label={texts.text} text={text} />
        </Tabs.Panel>
        <Tabs.Panel value="output" className="st-panel">
          <Lines label={texts.output} text={output || texts.nothing} />
        </Tabs.Panel>
        <Tabs.Panel value="differences" className="st-panel">
          <Differences composed={composed} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

const Lines = ({ label, text }: { label: string; text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the arrow keys, too
  <section className="st-lines" tabIndex={0} aria-label={label}>
    <pre>{text}</pre>
  </section>
);

function Differences({ composed }: { composed: Composed | undefined }) {
  const differences = composed?.differences ?? [];
  if (differences.length === 0) return <Text size="sm">{texts.asExample}</Text>;
  return (
    <ul className="st-differences">
      {differences.map(({ pointer, change, expected, actual }) => (
        <li key={`${change} ${pointer}`}>
          <code>{pointer || "/"}</code> {texts.change[change] ?? change}
          {expected === undefined || change === "unexpected" ? null : (
            <div>
              {texts.wants} <code>{shownValue(expected, 120)}</code>
            </div>
          )}
          {actual === undefined || change === "missing" ? null : (
            <div>
              {texts.gives} <code>{shownValue(actual, 120)}</code>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
