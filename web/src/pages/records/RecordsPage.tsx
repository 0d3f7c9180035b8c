import { Button } from "@mantine/core";
import { useSearchParams } from "react-router";
import { api } from "@/api/client";
import { usePages } from "@/api/usePages";
import { usePlace } from "@/app/usePlace";
import { FilterBar } from "@/pages/records/FilterBar";
import { readFilters, writeFilters } from "@/pages/records/filters";
import { RecordRows } from "@/pages/records/RecordRows";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { texts } from "@/texts";

const words = texts.records;
const PAGE = 200;

/** What came in through the flows, by filters that stand in the address. */
export function RecordsPage() {
  const place = usePlace();
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  const found = usePages(["records", place, filters], (cursor) =>
    api.GET("/api/v1/projects/{project}/environments/{environment}/records", {
      params: { path: place, query: { ...filters, limit: PAGE, ...(cursor && { cursor }) } },
    }),
  );
  function readOn(): void {
    if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
  }

  return (
    <Page title={words.title} lead={words.lead}>
      <FilterBar place={place} filters={filters} onChange={(to) => setSearch(writeFilters(to), { replace: true })} />
      <Asked query={found}>
        {(items) => {
          if (items.length === 0) return <Empty title={words.empty.title}>{words.empty.text}</Empty>;
          return (
            <>
              <RecordRows place={place} records={items} onEnd={readOn} />
              {found.hasNextPage && (
                <Button
                  variant="default"
                  mt="sm"
                  loading={found.isFetchingNextPage}
                  onClick={() => found.fetchNextPage()}
                >
                  {texts.shared.more}
                </Button>
              )}
            </>
          );
        }}
      </Asked>
    </Page>
  );
}
