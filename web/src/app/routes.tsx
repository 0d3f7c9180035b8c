import type { ComponentType } from "react";
import type { RouteObject } from "react-router";
import { Fallen } from "@/app/Fallen";
import { Lobby } from "@/app/Lobby";
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
      {
        element: <Lobby />,
        children: [
          page("/", async () => (await import("@/pages/overview/OverviewPage")).OverviewPage),
          page(PATHS.authorised, async () => (await import("@/pages/connections/AuthorisedPage")).AuthorisedPage),
        ],
      },
      {
        element: <Shell />,
        children: [
          page(PATHS.home, async () => (await import("@/pages/home/HomePage")).HomePage),
          page(PATHS.flow, async () => (await import("@/pages/flow/FlowPage")).FlowPage),
          page(PATHS.records, async () => (await import("@/pages/records/RecordsPage")).RecordsPage),
          page(PATHS.record, async () => (await import("@/pages/records/RecordPage")).RecordPage),
          page(PATHS.exceptions, async () => (await import("@/pages/exceptions/ExceptionsPage")).ExceptionsPage),
          page(PATHS.exception, async () => (await import("@/pages/exceptions/ExceptionPage")).ExceptionPage),
          page(PATHS.timeline, async () => (await import("@/pages/timeline/TimelinePage")).TimelinePage),
          page(PATHS.stock, async () => (await import("@/pages/stock/StockPage")).StockPage),
          page(PATHS.lookups, async () => (await import("@/pages/lookups/LookupsPage")).LookupsPage),
          page(PATHS.lookup, async () => (await import("@/pages/lookups/LookupPage")).LookupPage),
          page(PATHS.mappings, async () => (await import("@/pages/mappings/MappingsPage")).MappingsPage),
          page(PATHS.newMapping, async () => (await import("@/start/NewMappingPage")).NewMappingPage),
          page(PATHS.mapping, async () => (await import("@/pages/mappings/MappingPage")).MappingPage),
          page(PATHS.editor, async () => (await import("@/editor/EditorPage")).EditorPage),
          page(PATHS.versions, async () => (await import("@/pages/mappings/VersionsPage")).VersionsPage),
          page(PATHS.fixtures, async () => (await import("@/pages/mappings/FixturesPage")).FixturesPage),
          page(PATHS.promote, async () => (await import("@/pages/promotion/PromotePage")).PromotePage),
          page(PATHS.sheet, async () => (await import("@/pages/sheet/SheetPage")).SheetPage),
          page(
            PATHS.environments,
            async () => (await import("@/pages/environments/EnvironmentsPage")).EnvironmentsPage,
          ),
          page(PATHS.connections, async () => (await import("@/pages/connections/ConnectionsPage")).ConnectionsPage),
          page(PATHS.connection, async () => (await import("@/pages/connections/ConnectionPage")).ConnectionPage),
          page(PATHS.connectors, async () => (await import("@/pages/connectors/ConnectorsPage")).ConnectorsPage),
          page(PATHS.connector, async () => (await import("@/pages/connectors/ConnectorPage")).ConnectorPage),
          page(PATHS.resource, async () => (await import("@/pages/connectors/ResourcePage")).ResourcePage),
          page(PATHS.functions, async () => (await import("@/pages/functions/FunctionsPage")).FunctionsPage),
          page(PATHS.alerts, async () => (await import("@/pages/alerts/AlertsPage")).AlertsPage),
          page(PATHS.audit, async () => (await import("@/pages/audit/AuditPage")).AuditPage),
          page(PATHS.tokens, async () => (await import("@/pages/tokens/TokensPage")).TokensPage),
        ],
      },
    ],
  },
];

function page(path: string, load: () => Promise<ComponentType>): RouteObject {
  return { path, lazy: async () => ({ Component: await load() }) };
}
