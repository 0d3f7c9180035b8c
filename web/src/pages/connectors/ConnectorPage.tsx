import { Button, Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { type Place, queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { CreateConnection } from "@/pages/connections/CreateConnection";
import { InferredFacts } from "@/pages/connectors/InferredFacts";
import { LedgerEvents } from "@/pages/connectors/LedgerEvents";
import { Cannot, Rates } from "@/pages/connectors/Limits";
import { Operations, Resources, Webhooks } from "@/pages/connectors/Messages";
import { Settings } from "@/pages/connectors/Settings";
import { StatesList } from "@/pages/connectors/StatesList";
import { Asked } from "@/parts/Asked";
import { Page } from "@/parts/Page";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";
import "@/pages/connectors/connectors.css";

const words = texts.connectors;
const TABS = ["messages", "states", "limits", "settings"] as const;
type Connector = Shape["ConnectorDetail"];

/** What a connector reads, writes and listens to, what it cannot do, and what it needs; from here a connection is made. */
export function ConnectorPage() {
  const place = usePlace();
  const name = useName("connector");
  const [search, setSearch] = useSearchParams();
  const mayCreate = useMay("administer");
  const found = queries.useQuery("get", "/api/v1/connectors/{connector}", { params: { path: { connector: name } } });
  return (
    <Asked query={found}>
      {(connector) => (
        <Page
          title={connector.title}
          trail={[[words.title, pathTo("connectors", place)]]}
          lead={`${connector.summary} (${connector.plugin})`}
          actions={mayCreate && <Button onClick={() => setSearch({ new: "" })}>{words.connect}</Button>}
        >
          <Declared
            place={place}
            connector={connector}
            tab={search.get("tab")}
            onTab={(tab) => setSearch({ tab }, { replace: true })}
          />
          {mayCreate && search.has("new") && (
            <CreateConnection place={place} connector={connector} onClose={() => setSearch({}, { replace: true })} />
          )}
        </Page>
      )}
    </Asked>
  );
}

interface DeclaredProps {
  place: Place;
  connector: Connector;
  tab: string | null;
  onTab: (tab: string) => void;
}

function Declared({ place, connector, tab, onTab }: DeclaredProps) {
  const shown = TABS.find((known) => known === tab) ?? "messages";
  return (
    <Tabs value={shown} onChange={(to) => to && onTab(to)} keepMounted={false}>
      <Tabs.List mb="md">
        {TABS.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {words.tabs[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown} className="declared">
        {contentOf(shown, place, connector)}
      </Tabs.Panel>
    </Tabs>
  );
}

function contentOf(tab: (typeof TABS)[number], place: Place, connector: Connector): ReactNode {
  switch (tab) {
    case "messages":
      return (
        <>
          <Resources place={place} connector={connector} />
          <Operations operations={connector.operations} />
          <Webhooks webhooks={connector.webhooks} />
        </>
      );
    case "states":
      return (
        <>
          <StatesList all={connector.states} />
          <LedgerEvents events={connector.ledger_events} />
        </>
      );
    case "limits":
      return (
        <>
          <Rates rate={connector.rate} />
          <Cannot sentences={connector.cannot} />
          <InferredFacts facts={connector.inferred} />
        </>
      );
    case "settings":
      return <Settings connector={connector} />;
  }
}
