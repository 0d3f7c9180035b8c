import { Alert, Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { api } from "@/api/client";
import { usePages } from "@/api/usePages";
import { usePlace } from "@/app/usePlace";
import { FilterBar } from "@/pages/exceptions/FilterBar";
import { queryOf, readFilters, writeFilters } from "@/pages/exceptions/filters";
import { GroupCard } from "@/pages/exceptions/GroupCard";
import { groupByCode } from "@/pages/exceptions/groups";
import { MissingRows } from "@/pages/exceptions/MissingRows";
import { useView } from "@/pages/exceptions/plain/useView";
import { ViewSwitch } from "@/pages/exceptions/plain/ViewSwitch";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { texts } from "@/texts";

const words = texts.exceptions;
const PAGE = 200;
const EVERY_MS = 5_000;

/** What waits for a person, by cause, with what to do about it. */
export function ExceptionsPage() {
  const place = usePlace();
  const [search, setSearch] = useSearchParams();
  const [view, setView] = useView();
  const [released, setReleased] = useState<number | null>(null);
  const filters = readFilters(search);
  const query = queryOf(filters);
  const found = usePages(
    ["holds", place, query],
    (cursor) =>
      api.GET("/api/v1/projects/{project}/environments/{environment}/holds", {
        params: { path: place, query: { ...query, limit: PAGE, ...(cursor && { cursor }) } },
      }),
    EVERY_MS,
  );
  const empty = search.size > 0 ? words.filters.nothing : words.empty;
  return (
    <Page title={words.title} lead={words.lead} actions={<ViewSwitch view={view} onChange={setView} />}>
      <Stack>
        {released !== null && (
          <Alert color="teal" role="status" withCloseButton onClose={() => setReleased(null)}>
            {words.released(released)}
          </Alert>
        )}
        <FilterBar
          place={place}
          filters={filters}
          holds={found.data ?? []}
          onChange={(to) => setSearch(writeFilters(to), { replace: true })}
        />
        <MissingRows place={place} onAdded={setReleased} />
        <Asked query={found}>
          {(holds) => {
            const groups = groupByCode(holds);
            if (groups.length === 0) return <Empty title={empty.title}>{empty.text}</Empty>;
            return groups.map((group) => <GroupCard key={group.code} place={place} group={group} view={view} />);
          }}
        </Asked>
        {found.hasNextPage && (
          <>
            <Text size="sm">{words.groups.capped}</Text>
            <Button variant="default" onClick={() => found.fetchNextPage()} loading={found.isFetchingNextPage}>
              {texts.shared.more}
            </Button>
          </>
        )}
      </Stack>
    </Page>
  );
}
