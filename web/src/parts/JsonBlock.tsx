import { Box, Button, CopyButton } from "@mantine/core";
import { texts } from "@/texts";

/** A JSON document, or what should have been one, as text. */
export function JsonBlock({ text, label }: { text: string; label: string }) {
  return (
    <Box className="json" pos="relative">
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" className="json-copy" onClick={copy}>
            {copied ? texts.shared.copied : texts.shared.copy}
          </Button>
        )}
      </CopyButton>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0} title={label}>
        {text}
      </pre>
    </Box>
  );
}
