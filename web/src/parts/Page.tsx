import { Anchor, Box, Breadcrumbs, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { Link, useParams } from "react-router";
import { pathTo } from "@/app/places";
import { useSession } from "@/session/useSession";
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
      <Trail steps={[...useRoot(), ...trail]} />
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

type Step = readonly [string, string];

function Trail({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return null;
  return (
    <nav aria-label={texts.shell.trail} className="trail">
      <Breadcrumbs mb={4}>
        {steps.map(([name, address]) => (
          <Anchor key={address} component={Link} to={address}>
            {name}
          </Anchor>
        ))}
      </Breadcrumbs>
    </nav>
  );
}

/** What stands above every page of a project. */
function useRoot(): Step[] {
  const { project, environment } = useParams();
  const known = useSession().projects.find(({ name }) => name === project);
  if (!project || !environment || !known) return [];
  return [
    [texts.overview.title, "/"],
    [`${known.title || known.name}, ${environment}`, pathTo("home", { project, environment })],
  ];
}
