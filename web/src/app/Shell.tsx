import { AppShell, Box, Burger, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Suspense, useEffect } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import type { Place } from "@/api/client";
import { Account } from "@/app/Account";
import { isLive } from "@/app/environments";
import { Keys } from "@/app/Keys";
import { Navigation } from "@/app/Navigation";
import { OrderSearch } from "@/app/OrderSearch";
import { PlaceSwitch } from "@/app/PlaceSwitch";
import { rememberPlace } from "@/app/remembered";
import { usePlace } from "@/app/usePlace";
import { Loading } from "@/parts/Loading";
import { Notices } from "@/parts/Notices";
import { Bell } from "@/requests/Bell";
import { type Session, useSession } from "@/session/useSession";
import { texts } from "@/texts";

/** What stands around every page of a project. */
export function Shell() {
  const place = usePlace();
  const { pathname } = useLocation();
  const [open, { toggle, close }] = useDisclosure();
  const project = useSession().projects.find(({ name }) => name === place.project);
  const known = project?.environments.includes(place.environment) ?? false;

  useEffect(() => {
    if (known) rememberPlace({ project: place.project, environment: place.environment });
  }, [known, place.project, place.environment]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the menu closes with each change of page
  useEffect(close, [pathname]);

  if (!project || !known) return <Navigate to="/" replace />;
  const live = isLive(project, place.environment);
  return (
    <AppShell
      header={{ height: live ? 84 : 56 }}
      navbar={{ width: 200, breakpoint: "sm", collapsed: { mobile: !open } }}
      padding="md"
    >
      <AppShell.Header>
        <Header place={place} project={project} live={live} open={open} onMenu={toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="xs" className="navbar">
        <Navigation place={place} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet key={`${place.project}/${place.environment}`} />
        </Suspense>
        <Notices />
      </AppShell.Main>
    </AppShell>
  );
}

interface HeaderProps {
  place: Place;
  project: Session["projects"][number];
  live: boolean;
  open: boolean;
  onMenu: () => void;
}

/** Where one is, the way to every order, and who one is. */
function Header({ place, project, live, open, onMenu }: HeaderProps) {
  return (
    <>
      <a href="#content" className="skip-link">
        {texts.shell.skip}
      </a>
      {live && <LiveBanner environment={place.environment} />}
      <Group h={56} px={{ base: "xs", sm: "md" }} wrap="nowrap" justify="space-between" gap={8}>
        <Group gap={8} wrap="nowrap">
          <Burger opened={open} onClick={onMenu} hiddenFrom="sm" size="sm" aria-label={texts.shell.menu} />
          <PlaceSwitch project={project} environment={place.environment} />
        </Group>
        <OrderSearch place={place} />
        <Group gap="sm" wrap="nowrap">
          <Keys place={place} />
          <Bell />
          <Account />
        </Group>
      </Group>
    </>
  );
}

function LiveBanner({ environment }: { environment: string }) {
  return (
    <Box className="live-banner" role="note">
      {texts.shell.live(environment)}
    </Box>
  );
}
