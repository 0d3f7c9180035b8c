import { AppShell, Burger, Group, NavLink, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Suspense } from "react";
import { Link, Outlet } from "react-router";
import { Account } from "@/app/Account";
import { Keys } from "@/app/Keys";
import { pathTo } from "@/app/places";
import { firstPlace } from "@/app/remembered";
import { Loading } from "@/parts/Loading";
import { Notices } from "@/parts/Notices";
import { Bell } from "@/requests/Bell";
import { useSession } from "@/session/useSession";
import { texts } from "@/texts";

/** What stands around pages that belong to no project: the way into each. */
export function Lobby() {
  const [open, { toggle }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 200, breakpoint: "sm", collapsed: { mobile: !open } }}
      padding="md"
    >
      <AppShell.Header>
        <a href="#content" className="skip-link">
          {texts.shell.skip}
        </a>
        <Group h={56} px="md" wrap="nowrap" justify="space-between" gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={texts.shell.menu} />
            <Text fw={700} c="dock">
              {texts.shell.product}
            </Text>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <Keys place={null} />
            <Bell />
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" className="navbar">
        <Projects />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
        <Notices />
      </AppShell.Main>
    </AppShell>
  );
}

function Projects() {
  const { projects } = useSession();
  return (
    <nav aria-label={texts.shell.navigation}>
      <NavLink component={Link} to="/" label={texts.overview.title} active />
      {projects.map((project) => {
        const place = firstPlace([project]);
        if (!place) return null;
        const label = project.title || project.name;
        return <NavLink key={project.name} component={Link} to={pathTo("home", { ...place })} label={label} />;
      })}
    </nav>
  );
}
