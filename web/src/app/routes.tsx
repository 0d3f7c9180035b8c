import type { ComponentType } from "react";
import type { RouteObject } from "react-router";
import { Fallen } from "@/app/Fallen";
import { FirstPlace } from "@/app/FirstPlace";
import { PATHS } from "@/app/places";
import { Shell } from "@/app/Shell";
import { Loading } from "@/parts/Loading";
import { Gate } from "@/session/Gate";

/** Each page is loaded when it is first opened. */
export const routes: RouteObject[] = [
  {
    path: "/",
    element: <Gate />,
    errorElement: <Fallen />,
    hydrateFallbackElement: <Loading />,
    children: [
      { index: true, element: <FirstPlace /> },
      {
        element: <Shell />,
        children: [
          page(PATHS.home, async () => (await import("@/pages/home/HomePage")).HomePage),
          page(PATHS.records, async () => (await import("@/pages/records/RecordsPage")).RecordsPage),
          page(PATHS.record, async () => (await import("@/pages/records/RecordPage")).RecordPage),
          page(PATHS.exceptions, async () => (await import("@/pages/exceptions/ExceptionsPage")).ExceptionsPage),
          page(PATHS.exception, async () => (await import("@/pages/exceptions/ExceptionPage")).ExceptionPage),
          page(PATHS.timeline, async () => (await import("@/pages/timeline/TimelinePage")).TimelinePage),
          page(PATHS.lookups, async () => (await import("@/pages/lookups/LookupsPage")).LookupsPage),
          page(PATHS.lookup, async () => (await import("@/pages/lookups/LookupPage")).LookupPage),
          page(PATHS.mappings, async () => (await import("@/pages/mappings/MappingsPage")).MappingsPage),
          page(PATHS.mapping, async () => (await import("@/pages/mappings/MappingPage")).MappingPage),
          page(PATHS.editor, async () => (await import("@/editor/EditorPage")).EditorPage),
          page(PATHS.versions, async () => (await import("@/pages/mappings/VersionsPage")).VersionsPage),
          page(PATHS.fixtures, async () => (await import("@/pages/mappings/FixturesPage")).FixturesPage),
        ],
      },
    ],
  },
];

function page(path: string, load: () => Promise<ComponentType>): RouteObject {
  return { path, lazy: async () => ({ Component: await load() }) };
}
