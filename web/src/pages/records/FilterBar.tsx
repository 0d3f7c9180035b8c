import { Button, Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { type Place, queries } from "@/api/client";
import { FILTERS, type Filters, STATES } from "@/pages/records/filters";
import { texts } from "@/texts";

const words = texts.records.filters;
const TYPING_MS = 300;

interface Props {
  place: Place;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** Which records are asked for. */
export function FilterBar({ place, filters, onChange }: Props) {
  const flows = queries.useQuery("get", "/api/v1/projects/{project}/flows", {
    params: { path: { project: place.project }, query: { limit: 200 } },
  });
  const set = (change: Filters) => onChange({ ...filters, ...change });
  const filtered = FILTERS.some((name) => filters[name]);
  return (
    <Group gap="xs" mb="sm" align="flex-end">
      <Select
        label={words.flow}
        placeholder={texts.shared.all}
        data={(flows.data?.items ?? []).map(({ definition }) => definition.name)}
        value={filters.flow ?? null}
        onChange={(flow) => set({ flow: flow ?? undefined })}
        clearable
        size="xs"
        w={150}
      />
      <Select
        label={words.state}
        placeholder={texts.shared.all}
        data={[...STATES]}
        value={filters.state ?? null}
        onChange={(state) => set({ state: STATES.find((known) => known === state) })}
        clearable
        size="xs"
        w={130}
      />
      <TypedFilters filters={filters} onSet={set} />
      {filtered && (
        <Button variant="subtle" size="xs" onClick={() => onChange({})}>
          {words.clear}
        </Button>
      )}
    </Group>
  );
}

/** What is typed: it is asked for once typing rests. Days are asked for at once. */
function TypedFilters({ filters, onSet }: { filters: Filters; onSet: (change: Filters) => void }) {
  const setLater = useDebouncedCallback(onSet, TYPING_MS);
  return (
    <>
      {(["code", "key"] as const).map((name) => (
        <TextInput
          key={name}
          label={words[name]}
          defaultValue={filters[name] ?? ""}
          onChange={(event) => setLater({ [name]: event.currentTarget.value || undefined })}
          size="xs"
          w={150}
        />
      ))}
      {(["first_day", "last_day"] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          label={words[name]}
          value={filters[name] ?? ""}
          onChange={(event) => onSet({ [name]: event.currentTarget.value || undefined })}
          size="xs"
          w={140}
        />
      ))}
    </>
  );
}
