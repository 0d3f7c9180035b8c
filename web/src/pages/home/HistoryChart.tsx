import { Text } from "@mantine/core";
import type { Shape } from "@/api/client";
import { OUTCOMES, type Outcome } from "@/format/equation";
import { layOut, type Stack } from "@/pages/home/history";
import { texts } from "@/texts";
import "@/pages/home/history.css";

const words = texts.flows.history;
const HEIGHT = 64;

/** What was received over time, by what became of it; the numbers stand in a table for those who cannot see it. */
export function HistoryChart({ history }: { history: Shape["History"] }) {
  const { stacks, most } = layOut(history.spans, HEIGHT);
  if (most === 0) return null;
  const first = stacks[0];
  const last = stacks.at(-1);
  return (
    <figure className="history" aria-label={words.label(history.flow)}>
      <svg viewBox={`0 0 ${stacks.length * 10} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden focusable="false">
        {stacks.map((stack) => (
          <Bar key={stack.start} stack={stack} step={history.step} />
        ))}
      </svg>
      <div className="history-axis" aria-hidden>
        <Text size="xs" c="dimmed">
          {first && words.start(first.start, history.step)}
        </Text>
        <Text size="xs" c="dimmed">
          {words.most(most, history.step)}
        </Text>
        <Text size="xs" c="dimmed">
          {last && words.now(history.step)}
        </Text>
      </div>
      <Numbers history={history} />
    </figure>
  );
}

function Bar({ stack, step }: { stack: Stack; step: Shape["HistoryStep"] }) {
  return (
    <g>
      <title>{words.tip(stack.start, step, stack.total)}</title>
      <rect x={stack.x} y={0} width={10} height={HEIGHT} className="history-hit" />
      {stack.parts.map(({ outcome, y, height }) => (
        <rect key={outcome} x={stack.x + 1} y={y} width={8} height={height} className={`history-${outcome}`} />
      ))}
    </g>
  );
}

function Numbers({ history }: { history: Shape["History"] }) {
  return (
    <table className="for-readers">
      <caption>{words.label(history.flow)}</caption>
      <thead>
        <tr>
          <th>{words.when}</th>
          {OUTCOMES.map((outcome) => (
            <th key={outcome}>{texts.flows.outcomes[outcome]}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {history.spans.map((span) => (
          <tr key={span.start}>
            <th>{words.start(span.start, history.step)}</th>
            {OUTCOMES.map((outcome: Outcome) => (
              <td key={outcome}>{span[outcome]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
