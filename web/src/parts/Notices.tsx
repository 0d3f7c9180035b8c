import { Button, CloseButton, Group, Paper, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { problemOf } from "@/api/problem";
import { dismiss, type Notice, notify, useNotices } from "@/parts/notices";
import { texts } from "@/texts";

const SHOWN_MS = 10_000;

/** Everything that was just done; each goes by itself, but not while somebody looks at it. */
export function Notices() {
  return (
    <div className="notices" role="log" aria-label={texts.shared.notices}>
      {useNotices().map((notice) => (
        <Told key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function Told({ notice }: { notice: Notice }) {
  const [watched, setWatched] = useState(false);
  const client = useQueryClient();
  useEffect(() => {
    if (watched) return;
    const timer = setTimeout(() => dismiss(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [watched, notice.id]);

  async function undo(): Promise<void> {
    dismiss(notice.id);
    try {
      await notice.undo?.();
      notify(texts.shared.undone);
    } catch (error) {
      notify(problemOf(error).detail);
    }
    await client.invalidateQueries();
  }

  return (
    <Paper
      withBorder
      shadow="md"
      p="sm"
      onMouseEnter={() => setWatched(true)}
      onMouseLeave={() => setWatched(false)}
      onFocus={() => setWatched(true)}
      onBlur={() => setWatched(false)}
    >
      <Group wrap="nowrap" justify="space-between" gap="sm">
        <Text size="sm">{notice.text}</Text>
        <Group wrap="nowrap" gap={4}>
          {notice.undo && (
            <Button size="compact-sm" variant="subtle" onClick={undo}>
              {texts.shared.undo}
            </Button>
          )}
          <CloseButton size="sm" aria-label={texts.shared.close} onClick={() => dismiss(notice.id)} />
        </Group>
      </Group>
    </Paper>
  );
}
