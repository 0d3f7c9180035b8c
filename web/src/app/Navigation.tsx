import { Badge, NavLink } from "@mantine/core";
import { Link, useLocation } from "react-router";
import type { Place } from "@/api/client";
import { pathTo } from "@/app/places";
import { useHoldCount } from "@/pages/exceptions/useHoldCount";
import { texts } from "@/texts";

const SECTIONS = ["home", "exceptions", "records", "mappings", "lookups"] as const;

/** The parts of a project. */
export function Navigation({ place }: { place: Place }) {
  const { pathname } = useLocation();
  const held = useHoldCount(place);
  const home = pathTo("home", place);
  const current = SECTIONS.find((section) => section !== "home" && isIn(pathname, pathTo(section, place)));
  const active = current ?? (pathname === home || isIn(pathname, `${home}/flows`) ? "home" : null);
  return (
    <nav aria-label={texts.shell.navigation}>
      {SECTIONS.map((section) => (
        <NavLink
          key={section}
          component={Link}
          to={pathTo(section, place)}
          label={texts.shell.sections[section]}
          active={section === active}
          rightSection={section === "exceptions" && held ? <Badge color="orange">{held}</Badge> : undefined}
        />
      ))}
    </nav>
  );
}

function isIn(pathname: string, address: string): boolean {
  return pathname === address || pathname.startsWith(`${address}/`);
}
