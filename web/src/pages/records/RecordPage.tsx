import { Button, Tabs } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { queries } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { Attempts } from "@/pages/records/Attempts";
import { Effects } from "@/pages/records/Effects";
import { Journal } from "@/pages/records/Journal";
import { PayloadTab } from "@/pages/records/PayloadTab";
import { RecordFacts } from "@/pages/records/RecordFacts";
import { ReplayTab } from "@/pages/records/ReplayTab";
import { Asked } from "@/parts/Asked";
import { Page } from "@/parts/Page";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.records;
const EVERY_MS = 3_000;

/** One record: how it stands, and its whole story. */
export function RecordPage() {
  const place = { ...usePlace(), record: useName("record") };
  const found = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/records/{record}",
    { params: { path: place } },
    { refetchInterval: (query) => (query.state.data?.state === "in-flight" ? EVERY_MS : false) },
  );
  return (
    <Asked query={found}>
      {(record) => (
        <Page
          title={words.one(record.key || words.noKey)}
          trail={[[words.title, pathTo("records", { ...place })]]}
          actions={
            <>
              <Button component={Link} variant="default" to={pathTo("timeline", { ...place, name: record.object_id })}>
                {words.wholeStory}
              </Button>
              {record.state === "held" && (
                <Button component={Link} to={pathTo("exception", place)}>
                  {words.openException}
                </Button>
              )}
            </>
          }
        >
          <RecordFacts place={place} record={record} />
          <RecordTabs place={place} />
        </Page>
      )}
    </Asked>
  );
}

/** The parts of its story, one at a time. */
function RecordTabs({ place }: { place: RecordPlace }) {
  const [search, setSearch] = useSearchParams();
  const mayRead = useMay("read-payloads");
  const mayMap = useMay("evaluate");
  const tabs = [
    ["journal", <Journal key="j" place={place} />],
    ["attempts", <Attempts key="a" place={place} />],
    ["effects", <Effects key="e" place={place} />],
    ...(mayRead ? ([["payload", <PayloadTab key="p" place={place} />]] as const) : []),
    ...(mayRead && mayMap ? ([["replay", <ReplayTab key="r" place={place} />]] as const) : []),
  ] as const;
  return (
    <Tabs
      value={search.get("tab") ?? "journal"}
      onChange={(tab) => setSearch(tab ? { tab } : {}, { replace: true })}
      keepMounted={false}
    >
      <Tabs.List mb="sm">
        {tabs.map(([name]) => (
          <Tabs.Tab key={name} value={name}>
            {words.tabs[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(([name, content]) => (
        <Tabs.Panel key={name} value={name}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
