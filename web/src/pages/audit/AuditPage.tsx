import { Alert, Button, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useSearchParams } from "react-router";
import { api, queries, type Shape } from "@/api/client";
import { usePages } from "@/api/usePages";
import { usePlace } from "@/app/usePlace";
import { FILTERS, readFilters, withFilter } from "@/pages/audit/filters";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { ProblemNote } from "@/parts/ProblemNote";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.audit;
const PAGE = 100;

/** Who did what in a project, by filters that stand in the address. */
export function AuditPage() {
  const { project } = usePlace();
  const [search] = useSearchParams();
  const filters = readFilters(search);
  const found = usePages(["audit", project, filters], (cursor) =>
    api.GET("/api/v1/projects/{project}/audit", {
      params: { path: { project }, query: { ...filters, limit: PAGE, ...(cursor && { cursor }) } },
    }),
  );
  return (
    <Page title={words.title} lead={words.lead}>
      <Stack>
        <Chain project={project} />
        <FilterFields />
        <Asked query={found}>
          {(entries) =>
            entries.length === 0 ? (
              <Empty title={words.empty.title}>{words.empty.text}</Empty>
            ) : (
              <>
                <Entries entries={entries} />
                {found.hasNextPage && (
                  <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
                    {texts.shared.more}
                  </Button>
                )}
              </>
            )
          }
        </Asked>
      </Stack>
    </Page>
  );
}

function FilterFields() {
  const [search, setSearch] = useSearchParams();
  const set = (name: (typeof FILTERS)[number], value: string) =>
    setSearch((before) => withFilter(before, name, value.trim()), { replace: true });
  const setLater = useDebouncedCallback(set, 300);
  return (
    <Group gap="xs" align="flex-end">
      {FILTERS.map((name) => {
        const isDay = name === "first_day" || name === "last_day";
        return (
          <TextInput
            key={`${name}${search.size === 0}`}
            type={isDay ? "date" : "text"}
            label={words.filters[name]}
            placeholder={name === "action" ? words.filters.actionHint : undefined}
            defaultValue={search.get(name) ?? ""}
            onChange={(event) => (isDay ? set : setLater)(name, event.currentTarget.value)}
            size="xs"
            w={isDay ? 140 : 180}
          />
        );
      })}
      {search.size > 0 && (
        <Button variant="subtle" size="xs" onClick={() => setSearch({}, { replace: true })}>
          {words.filters.clear}
        </Button>
      )}
    </Group>
  );
}

function Entries({ entries }: { entries: readonly Shape["AuditEntry"][] }) {
  const { columns } = words;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="scrolls" aria-label={words.title} tabIndex={0}>
      <Table
        className="audit"
        data={{
          head: Object.values(columns),
          body: entries.map((entry) => [
            <Time key="at" at={entry.at} exact />,
            entry.actor,
            <code key="action">{entry.action}</code>,
            entry.subject,
            <Details key="details" details={entry.details ?? {}} />,
            entry.seal ?? words.unsealed,
          ]),
        }}
      />
    </section>
  );
}

function Details({ details }: { details: Record<string, unknown> }) {
  return (
    <Text span size="xs" c="dimmed" className="details">
      {Object.entries(details)
        .filter(([, value]) => value !== null && value !== "")
        .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
        .join("; ")}
    </Text>
  );
}

/** Works the chain out again when asked to: it is long. */
function Chain({ project }: { project: string }) {
  const verify = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/audit/verification",
    { params: { path: { project } } },
    { enabled: false },
  );
  return (
    <Group aria-live="polite">
      <Button variant="default" size="xs" loading={verify.isFetching} onClick={() => verify.refetch()}>
        {words.verify}
      </Button>
      {verify.error && <ProblemNote error={verify.error} />}
      {verify.data && <Report report={verify.data} />}
    </Group>
  );
}

function Report({ report }: { report: Shape["ChainReport"] }) {
  if ((report.broken ?? []).length === 0) return <Text size="sm">{words.holds(report.entries, report.seals)}</Text>;
  return (
    <Alert color="red" title={words.broken}>
      {words.brokenText} {report.broken.join(" ")}
    </Alert>
  );
}
