import { Tabs, Text } from "@mantine/core";
import { useMemo } from "react";
import type { Shape } from "@/api/client";
import { LeftOut } from "@/parts/LeftOut";
import type { Input } from "../inputs";
import type { Json } from "../json";
import type { Mapped } from "../server";
import { texts } from "../texts";
import { Differences } from "./Differences";
import { DocumentView } from "./DocumentView";
import { type Difference, differences } from "./diff";
import { printed } from "./lines";
import { WhyPanel } from "./WhyPanel";

interface OutputPanelProps {
  input: Input | undefined;
  mapped: Mapped | undefined;
  trace: Shape["Trace"] | undefined;
  /** Pointers of the values of the selected target field. */
  selected: readonly string[];
  onShowPointer(pointer: string): void;
  onShowSpan(span: Shape["Span"]): void;
}

/** What comes out of the chosen input, how that differs from what was expected, and why. */
export function OutputPanel({ input, mapped, trace, selected, onShowPointer, onShowSpan }: OutputPanelProps) {
  const output = mapped?.output;
  const expected = input?.expects ?? null;
  const found = useMemo(
    () => (expected && "output" in expected && output !== undefined ? differences(expected, output) : null),
    [expected, output],
  );
  return (
    <section className="me-output" aria-label={texts.output}>
      <Tabs defaultValue="output" keepMounted={false} className="me-tabs">
        <Tabs.List>
          <Tabs.Tab value="output">{texts.tabs.output}</Tabs.Tab>
          <Tabs.Tab value="differences">
            {texts.tabs.differences}
            {found && found.length > 0 ? ` (${found.length})` : ""}
          </Tabs.Tab>
          <Tabs.Tab value="why">{texts.tabs.why}</Tabs.Tab>
        </Tabs.List>
        {mapped?.held ? (
          <HeldNotice held={mapped.held} problems={mapped.problems} onShowPointer={onShowPointer} />
        ) : null}
        {trace && trace.left_out.length > 0 ? (
          <div className="me-left-out">
            <LeftOut items={trace.left_out} more={trace.more_left_out} />
          </div>
        ) : null}
        <Tabs.Panel value="output" className="me-tab">
          <Output output={output} found={found ?? []} selected={selected} />
        </Tabs.Panel>
        <Tabs.Panel value="differences" className="me-tab me-scroll">
          <Compared found={found} held={mapped?.held?.code ?? null} expected={expected} onShowPointer={onShowPointer} />
        </Tabs.Panel>
        <Tabs.Panel value="why" className="me-tab me-scroll">
          {trace ? <WhyPanel trace={trace} onShowSpan={onShowSpan} /> : null}
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

function HeldNotice({
  held,
  problems,
  onShowPointer,
}: {
  held: { code: string; detail: string };
  problems: readonly Shape["Problem"][];
  onShowPointer(pointer: string): void;
}) {
  return (
    <div className="me-held" role="status">
      <Text size="xs" fw={600}>
        {texts.held(held.code)}
      </Text>
      {problems.length === 0 ? <Text size="xs">{held.detail}</Text> : null}
      <ul>
        {problems.slice(0, 20).map(({ message, pointer, side, code }) => (
          <li key={`${code} ${pointer} ${message}`}>
            {pointer && side === "target" ? (
              <button type="button" className="me-link" onClick={() => onShowPointer(pointer)}>
                {message}
              </button>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Output({
  output,
  found,
  selected,
}: {
  output: Json | undefined;
  found: readonly Difference[];
  selected: readonly string[];
}) {
  const shown = useMemo(() => (output === undefined ? null : printed(output)), [output]);
  const lines = useMemo(() => {
    const pointers = selected.length > 0 ? selected : found.map(({ pointer }) => pointer);
    return pointers.flatMap((pointer) => {
      const place = shown?.places.get(pointer);
      return place ? Array.from({ length: place.last - place.first + 1 }, (_, index) => place.first + index) : [];
    });
  }, [shown, found, selected]);
  if (!shown)
    return (
      <Text size="sm" p="xs">
        {texts.noOutput}
      </Text>
    );
  return <DocumentView text={shown.text} label={texts.output} lines={lines} />;
}

function Compared({
  found,
  held,
  expected,
  onShowPointer,
}: {
  found: readonly Difference[] | null;
  held: string | null;
  expected: Input["expects"];
  onShowPointer(pointer: string): void;
}) {
  if (expected === null) return <Text size="sm">{texts.noExpectation}</Text>;
  if ("hold" in expected)
    return <Text size="sm">{held === expected.hold ? texts.asExpected : texts.expectsHold(expected.hold)}</Text>;
  if (found === null) return <Text size="sm">{texts.noOutput}</Text>;
  if (found.length === 0) return <Text size="sm">{held ? texts.heldInstead : texts.asExpected}</Text>;
  return <Differences found={found} onShowPointer={onShowPointer} />;
}
