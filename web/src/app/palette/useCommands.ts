import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "react-router";
import { type Place, queries } from "@/api/client";
import type { Command } from "@/app/palette/rank";
import { pathTo, SECTIONS } from "@/app/places";
import { useSession, useSignOut } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.palette;
const ALL = { limit: 200 };

/** Everything that can be gone to or done by its name; in a project also what is in it. */
export function useCommands(place: Place | null): Command[] {
  const here = usePlaceCommands(place);
  const rest = useGeneralCommands(place);
  return [...here, ...rest];
}

function useGeneralCommands(place: Place | null): Command[] {
  const go = useNavigate();
  const { projects } = useSession();
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const elsewhere = projects.flatMap(({ name, title, environments }) =>
    environments
      .filter((environment) => name !== place?.project || environment !== place?.environment)
      .map((environment) => ({
        id: `place ${name} ${environment}`,
        label: `${title || name}: ${environment}`,
        group: words.groups.place,
        words: name,
        run: () => go(pathTo("home", { project: name, environment })),
      })),
  );
  return [
    { id: "overview", label: texts.overview.title, group: words.groups.page, run: () => go("/") },
    ...elsewhere,
    {
      id: "theme",
      label: dark ? words.light : words.dark,
      group: words.groups.action,
      run: () => setColorScheme(dark ? "light" : "dark"),
    },
    { id: "docs", label: texts.shell.apiDocs, group: words.groups.action, run: () => window.open("/schema") },
    { id: "sign-out", label: texts.session.signOut, group: words.groups.action, run: signOut },
  ];
}

function usePlaceCommands(place: Place | null): Command[] {
  const go = useNavigate();
  const found = useNamed(place);
  if (!place) return [];
  const sections = SECTIONS.map((section) => ({
    id: `section ${section}`,
    label: texts.shell.sections[section],
    group: words.groups.page,
    words: words.alsoKnownAs[section] ?? "",
    run: () => go(pathTo(section, { ...place })),
  }));
  const named = found.map(({ kind, name, address }) => ({
    id: `${kind} ${name}`,
    label: name,
    group: words.groups[kind],
    run: () => go(address),
  }));
  return [...sections, ...named];
}

interface Named {
  kind: "flow" | "mapping" | "editor" | "lookup" | "connection";
  name: string;
  address: string;
}

/** What has a name in a project and environment. */
function useNamed(place: Place | null): Named[] {
  const { project, environment } = place ?? { project: "", environment: "" };
  const enabled = { enabled: place !== null };
  const params = { params: { path: { project }, query: ALL } };
  const flows = queries.useQuery("get", "/api/v1/projects/{project}/flows", params, enabled);
  const mappings = queries.useQuery("get", "/api/v1/projects/{project}/mappings", params, enabled);
  const lookups = queries.useQuery("get", "/api/v1/projects/{project}/lookups", params, enabled);
  const connections = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/connections",
    { params: { path: { project, environment }, query: ALL } },
    enabled,
  );
  if (!place) return [];
  return [
    ...(flows.data?.items ?? []).map(({ definition: { name } }) => ({
      kind: "flow" as const,
      name,
      address: pathTo("flow", { ...place, flow: name }),
    })),
    ...(mappings.data?.items ?? []).flatMap(({ name }) => [
      { kind: "mapping" as const, name, address: pathTo("mapping", { ...place, mapping: name }) },
      { kind: "editor" as const, name, address: pathTo("editor", { ...place, mapping: name }) },
    ]),
    ...(lookups.data?.items ?? []).map(({ definition: { name } }) => ({
      kind: "lookup" as const,
      name,
      address: pathTo("lookup", { ...place, lookup: name }),
    })),
    ...(connections.data?.items ?? []).map(({ name }) => ({
      kind: "connection" as const,
      name,
      address: pathTo("connection", { ...place, connection: name }),
    })),
  ];
}
