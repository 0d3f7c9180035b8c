import { Button, Text } from "@mantine/core";
import { texts } from "./texts";
import type { Told } from "./useEdits";

/** What came of the last edit that the page made. */
export function ToldNote({ told, onDismiss }: { told: Told | null; onDismiss(): void }) {
  return (
    <div role="status" className={told ? `me-told ${told.tone}` : "me-told"}>
      {told ? (
        <>
          <Text size="xs">
            <b>{told.title}</b> {told.message}
          </Text>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onDismiss}>
            {texts.cancel}
          </Button>
        </>
      ) : null}
    </div>
  );
}
