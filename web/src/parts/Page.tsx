import { Anchor, Box, Breadcrumbs, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";
import { texts } from "@/texts";

interface Props {
  title: string;
  /** What stands above it: names and addresses, outermost first. */
  trail?: readonly (readonly [string, string])[];
  lead?: ReactNode;
  /** What can be done with all of it. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of the studio: where it is, what it is called, what can be done, what is on it. */
export function Page({ title, trail = [], lead, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} - ${texts.shell.product}`;
  }, [title]);
  return (
    <Box>
      {trail.length > 0 && (
        <Breadcrumbs fz="sm" mb={4}>
          {trail.map(([name, address]) => (
            <Anchor key={address} component={Link} to={address} size="sm">
              {name}
            </Anchor>
          ))}
        </Breadcrumbs>
      )}
      <Group justify="space-between" align="flex-start" mb="md">
        <div>
          <Title order={1} size="h3">
            {title}
          </Title>
          {lead && (
            <Text component="div" size="sm" c="dimmed">
              {lead}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}
