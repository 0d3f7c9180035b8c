import { Tabs } from "@mantine/core";
import { useSearchParams } from "react-router";
import { usePlace } from "@/app/usePlace";
import { AlertList } from "@/pages/alerts/AlertList";
import { RuleList } from "@/pages/alerts/RuleList";
import { Page } from "@/parts/Page";
import { texts } from "@/texts";

const words = texts.alerts;
const TABS = ["open", "all", "rules"] as const;

/** What somebody should know of, and who is told. */
export function AlertsPage() {
  const place = usePlace();
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((known) => known === search.get("tab")) ?? "open";
  return (
    <Page title={words.title} lead={words.lead}>
      <Tabs value={tab} onChange={(to) => setSearch(to ? { tab: to } : {}, { replace: true })} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {words.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="open">
          <AlertList place={place} all={false} />
        </Tabs.Panel>
        <Tabs.Panel value="all">
          <AlertList place={place} all />
        </Tabs.Panel>
        <Tabs.Panel value="rules">
          <RuleList project={place.project} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
