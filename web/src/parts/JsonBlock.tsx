import { Box, Button, CopyButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { texts } from "@/texts";

const LINE_PIXELS = 20;
/** Documents of so many lines are drawn whole. */
const WHOLE = 300;

/** A JSON document, or what should have been one, as text. Of a long one only the lines in sight are drawn. */
export function JsonBlock({ text, label }: { text: string; label: string }) {
  const lines = useMemo(() => text.split("\n"), [text]);
  return (
    <Box className="json" pos="relative">
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" className="json-copy" onClick={copy}>
            {copied ? texts.shared.copied : texts.shared.copy}
          </Button>
        )}
      </CopyButton>
      {lines.length <= WHOLE ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <pre tabIndex={0} title={label}>
          {text}
        </pre>
      ) : (
        <LongText lines={lines} label={label} />
      )}
    </Box>
  );
}

function LongText({ lines, label }: { lines: readonly string[]; label: string }) {
  const scroller = useRef<HTMLPreElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PIXELS,
    overscan: 40,
  });
  const widest = useMemo(() => lines.reduce((most, { length }) => Math.max(most, length), 0), [lines]);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre ref={scroller} tabIndex={0} title={label} className="json-long">
        <span className="json-lines" style={{ height: virtual.getTotalSize(), minWidth: `${widest}ch` }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <span
              key={index}
              className="json-line"
              style={{ transform: `translateY(${start}px)`, height: LINE_PIXELS }}
            >
              {lines[index]}
            </span>
          ))}
        </span>
      </pre>
      <div className="json-count">{texts.shared.lines(lines.length)}</div>
    </>
  );
}
