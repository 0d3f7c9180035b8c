import { Stack, Tabs, Text } from "@mantine/core";
import { useSearchParams } from "react-router";
import type { Place, Shape } from "@/api/client";
import { usePlace } from "@/app/usePlace";
import { Buffers } from "@/pages/stock/Buffers";
import { Channels } from "@/pages/stock/Channels";
import { Doubts } from "@/pages/stock/Doubts";
import { Levels } from "@/pages/stock/Levels";
import { useChannels } from "@/pages/stock/server";
import { texts as words } from "@/pages/stock/texts";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { useMay, useSession } from "@/session/useSession";

const TABS = ["levels", "buffers"] as const;

/** What may be sold and why, which channels are closed, and what is kept back. */
export function StockPage() {
  const place = usePlace();
  const channels = useChannels(place);
  return (
    <Page title={words.title} lead={words.lead}>
      <Asked query={channels}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.nobody.title}>{words.nobody.text}</Empty>
          ) : (
            <Stock place={place} channels={items} />
          )
        }
      </Asked>
    </Page>
  );
}

function Stock({ place, channels }: { place: Place; channels: readonly Shape["Channel"][] }) {
  const mayOperate = useMay("operate");
  const { role } = useSession();
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((known) => known === search.get("tab")) ?? "levels";
  const show = (to: string | null) => setSearch(to && to !== "levels" ? { tab: to } : {}, { replace: true });
  return (
    <Stack gap="md">
      {!mayOperate && (
        <Text size="sm" c="dimmed">
          {words.mayOnlyLook(role)}
        </Text>
      )}
      <Channels place={place} channels={channels} />
      <Doubts place={place} />
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {words.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="levels">
          <Levels place={place} flows={[...new Set(channels.flatMap(({ flows }) => flows))].sort()} />
        </Tabs.Panel>
        <Tabs.Panel value="buffers">
          <Buffers place={place} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
