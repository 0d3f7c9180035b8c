import { Anchor, Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Link, useSearchParams } from "react-router";
import { api, type Place } from "@/api/client";
import { usePages } from "@/api/usePages";
import { pathTo } from "@/app/places";
import { LevelTable } from "@/pages/stock/LevelTable";
import { STOCK } from "@/pages/stock/server";
import { texts } from "@/pages/stock/texts";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { texts as studio } from "@/texts";

const words = texts.levels;
const PAGE = 50;
const EVERY_MS = 10_000;
const TYPING_MS = 300;

/** What may be sold by one of the flows; which one, and which SKUs, stands in the address. */
export function Levels({ place, flows }: { place: Place; flows: readonly string[] }) {
  const [search, setSearch] = useSearchParams();
  const flow = flows.find((known) => known === search.get("flow")) ?? flows[0];
  const sku = search.get("sku") ?? "";

  function set(change: Record<string, string>): void {
    const entries = Object.entries({ flow: search.get("flow") ?? "", sku, ...change });
    setSearch(new URLSearchParams(entries.filter(([, value]) => value)), { replace: true });
  }

  const setLater = useDebouncedCallback((typed: string) => set({ sku: typed.trim() }), TYPING_MS);
  if (!flow) return null;
  return (
    <Stack gap="sm">
      <Group gap="xs" align="flex-end">
        {flows.length > 1 && (
          <NativeSelect
            label={words.flow}
            data={[...flows]}
            value={flow}
            onChange={(event) => set({ flow: event.currentTarget.value })}
            size="xs"
          />
        )}
        <TextInput
          label={words.sku}
          defaultValue={sku}
          onChange={(event) => setLater(event.currentTarget.value)}
          size="xs"
          w={200}
        />
      </Group>
      <Found key={flow} place={place} flow={flow} sku={sku} />
    </Stack>
  );
}

function Found({ place, flow, sku }: { place: Place; flow: string; sku: string }) {
  const found = usePages(
    ["stock", place, flow, sku],
    (cursor) =>
      api.GET(STOCK, {
        params: {
          path: place,
          query: { flow, limit: PAGE, ...(sku && { sku: `${sku}*` }), ...(cursor && { cursor }) },
        },
      }),
    EVERY_MS,
  );
  return (
    <Asked query={found}>
      {(levels) =>
        levels.length === 0 ? (
          <Nothing place={place} flow={flow} sku={sku} />
        ) : (
          <Stack gap="sm" align="flex-start">
            <LevelTable levels={levels} />
            {found.hasNextPage && (
              <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
                {studio.shared.more}
              </Button>
            )}
          </Stack>
        )
      }
    </Asked>
  );
}

/** Why there is no level, and what to do about it. */
function Nothing({ place, flow, sku }: { place: Place; flow: string; sku: string }) {
  if (sku) return <Empty title={words.none.title}>{words.none.text(sku)}</Empty>;
  return (
    <Empty title={words.empty.title}>
      {words.empty.text}{" "}
      <Anchor component={Link} to={pathTo("flow", { ...place, flow })} size="sm" underline="always">
        {words.empty.link(flow)}
      </Anchor>
    </Empty>
  );
}
