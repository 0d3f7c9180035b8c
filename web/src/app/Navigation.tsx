import { Badge, Divider, NavLink } from "@mantine/core";
import { Fragment } from "react";
import { Link, useLocation } from "react-router";
import type { Place } from "@/api/client";
import { pathTo, SECTIONS, type Section } from "@/app/places";
import { useHoldCount } from "@/pages/exceptions/useHoldCount";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

/** Where something of another kind begins: what is worked on, what it stands on, who looks after it. */
const BEGINS: readonly Section[] = ["connections", "alerts"];

/** The parts of a project. */
export function Navigation({ place }: { place: Place }) {
  const { pathname } = useLocation();
  const held = useHoldCount(place);
  const administers = useMay("administer");
  const home = pathTo("home", place);
  const current = SECTIONS.find((section) => section !== "home" && isIn(pathname, pathTo(section, place)));
  const active = current ?? (pathname === home || isIn(pathname, `${home}/flows`) ? "home" : null);
  return (
    <nav aria-label={texts.shell.navigation}>
      {SECTIONS.filter((section) => section !== "tokens" || administers).map((section) => (
        <Fragment key={section}>
          {BEGINS.includes(section) && <Divider my={6} />}
          <NavLink
            component={Link}
            to={pathTo(section, place)}
            label={texts.shell.sections[section]}
            active={section === active}
            aria-current={section === active ? "page" : undefined}
            rightSection={section === "exceptions" && held ? <Badge color="orange">{held}</Badge> : undefined}
          />
        </Fragment>
      ))}
    </nav>
  );
}

function isIn(pathname: string, address: string): boolean {
  return pathname === address || pathname.startsWith(`${address}/`);
}
