// Where things are: the addresses of the studio's pages, made in one place.
import { generatePath } from "react-router";
import type { Place } from "@/api/client";

const HERE = "/p/:project/:environment";

/** Route patterns, as the router reads them. The server answers each with the studio (api/crossdock_api/pages.py). */
export const PATHS = {
  home: HERE,
  flow: `${HERE}/flows/:flow`,
  records: `${HERE}/records`,
  record: `${HERE}/records/:record`,
  exceptions: `${HERE}/exceptions`,
  exception: `${HERE}/exceptions/:record`,
  timeline: `${HERE}/timeline/:name`,
  lookups: `${HERE}/lookups`,
  lookup: `${HERE}/lookups/:lookup`,
  mappings: `${HERE}/mappings`,
  mapping: `${HERE}/mappings/:mapping`,
  editor: `${HERE}/mappings/:mapping/edit`,
  versions: `${HERE}/mappings/:mapping/versions`,
  fixtures: `${HERE}/mappings/:mapping/fixtures`,
} as const;

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
