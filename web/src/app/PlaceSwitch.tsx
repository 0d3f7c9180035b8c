import { Group, Select } from "@mantine/core";
import { useLocation, useNavigate } from "react-router";
import type { Shape } from "@/api/client";
import { elsewhere } from "@/app/places";
import { useSession } from "@/session/useSession";
import { texts } from "@/texts";

interface Props {
  project: Shape["Project"];
  environment: string;
}

/** Which client, and which of its environments. The page stays the same kind of page. */
export function PlaceSwitch({ project, environment }: Props) {
  const { projects } = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();

  function go(name: string | null): void {
    const to = projects.find((other) => other.name === name);
    if (!to) return;
    const kept = to.environments.includes(environment) ? environment : to.environments[0];
    if (kept) navigate(elsewhere(pathname, { project: to.name, environment: kept }));
  }

  return (
    <Group gap={6} wrap="nowrap">
      <Select
        aria-label={texts.shell.project}
        data={projects.map(({ name, title }) => ({ value: name, label: title || name }))}
        value={project.name}
        onChange={go}
        allowDeselect={false}
        searchable={projects.length > 7}
        size="xs"
        w={{ base: 84, md: 190 }}
      />
      <Select
        aria-label={texts.shell.environment}
        data={[...project.environments]}
        value={environment}
        onChange={(to) => to && navigate(elsewhere(pathname, { project: project.name, environment: to }))}
        allowDeselect={false}
        size="xs"
        w={{ base: 76, md: 120 }}
      />
    </Group>
  );
}
