// Where things are: the addresses of the studio's pages, made in one place.
import { generatePath } from "react-router";
import type { Place } from "@/api/client";

const HERE = "/p/:project/:environment";

/** Route patterns, as the router reads them. The server answers each with the studio (api/crossdock_api/pages.py). */
export const PATHS = {
  authorised: "/p/authorised",
  home: HERE,
  flow: `${HERE}/flows/:flow`,
  records: `${HERE}/records`,
  record: `${HERE}/records/:record`,
  exceptions: `${HERE}/exceptions`,
  exception: `${HERE}/exceptions/:record`,
  timeline: `${HERE}/timeline/:name`,
  stock: `${HERE}/stock`,
  lookups: `${HERE}/lookups`,
  lookup: `${HERE}/lookups/:lookup`,
  mappings: `${HERE}/mappings`,
  newMapping: `${HERE}/mappings/new`,
  mapping: `${HERE}/mappings/:mapping`,
  editor: `${HERE}/mappings/:mapping/edit`,
  versions: `${HERE}/mappings/:mapping/versions`,
  fixtures: `${HERE}/mappings/:mapping/fixtures`,
  promote: `${HERE}/mappings/:mapping/promote`,
  sheet: `${HERE}/mappings/:mapping/sheet`,
  environments: `${HERE}/environments`,
  connections: `${HERE}/connections`,
  connection: `${HERE}/connections/:connection`,
  connectors: `${HERE}/connectors`,
  connector: `${HERE}/connectors/:connector`,
  resource: `${HERE}/connectors/:connector/resources/:resource`,
  functions: `${HERE}/functions`,
  alerts: `${HERE}/alerts`,
  audit: `${HERE}/audit`,
  tokens: `${HERE}/tokens`,
} as const;

/** The parts of a project, as the navigation has them. */
export const SECTIONS = [
  "home",
  "exceptions",
  "records",
  "stock",
  "mappings",
  "lookups",
  "environments",
  "connections",
  "connectors",
  "functions",
  "alerts",
  "audit",
  "tokens",
] as const;
export type Section = (typeof SECTIONS)[number];

type PageName = keyof typeof PATHS;

/** The address of a page: `pathTo("record", { ...place, record: id })`. */
export function pathTo(page: PageName, names: Place & Record<string, string>): string {
  return generatePath(PATHS[page], names as never);
}

/** The same page in another environment or project; a page about one thing gives way to the list it stood in. */
export function elsewhere(pathname: string, to: Place): string {
  const [, , , , section] = pathname.split("/");
  return section ? `${pathTo("home", { ...to })}/${section}` : pathTo("home", { ...to });
}
