import { Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  /** What to do so that something comes here, or why that is good as it is. */
  children: ReactNode;
}

/** Nothing is here, and why. */
export function Empty({ title, children }: Props) {
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h5" mb={4}>
        {title}
      </Title>
      <Text component="div" size="sm" c="dimmed">
        {children}
      </Text>
    </Paper>
  );
}
