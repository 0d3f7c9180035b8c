import { Button, Group, Select } from "@mantine/core";
import type { Place, Shape } from "@/api/client";
import { queries } from "@/api/client";
import { AGES, type Age, type Filters, RESTS } from "@/pages/exceptions/filters";
import { useSession } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions.filters;
const NOBODY = " ";

interface Props {
  place: Place;
  filters: Filters;
  /** Those that are shown: what can be chosen is taken from them. */
  holds: readonly Shape["Hold"][];
  onChange: (filters: Filters) => void;
}

/** Which held records are asked for. */
export function FilterBar({ place, filters, holds, onChange }: Props) {
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  return (
    <Group gap="xs" align="flex-end" className="filters">
      <OfWhat place={place} filters={filters} holds={holds} onSet={set} />
      <InWhoseHands filters={filters} holds={holds} onSet={set} />
      {Object.values(filters).some((value) => value !== undefined && value !== "awake") && (
        <Button variant="subtle" size="xs" onClick={() => onChange({ rest: "awake" })}>
          {words.clear}
        </Button>
      )}
    </Group>
  );
}

type PartProps = Pick<Props, "filters" | "holds"> & { onSet: (change: Partial<Filters>) => void };

/** Whose they are, why they are held, and where they came. */
function OfWhat({ place, filters, holds, onSet }: PartProps & Pick<Props, "place">) {
  const flows = queries.useQuery("get", "/api/v1/projects/{project}/flows", {
    params: { path: { project: place.project }, query: { limit: 200 } },
  });
  const defined = (flows.data?.items ?? []).map(({ definition }) => definition);
  const names = {
    owner: [...defined, ...holds].map(({ owner }) => owner),
    code: holds.map(({ code }) => code),
    flow: defined.map(({ name }) => name),
  };
  return (["owner", "code", "flow"] as const).map((part) => (
    <Choice
      key={part}
      label={words[part]}
      names={others(names[part], filters[part])}
      value={filters[part]}
      onChange={(to) => onSet({ [part]: to })}
    />
  ));
}

/** Who looks after them, for how long they have been held, and whether they rest. */
function InWhoseHands({ filters, holds, onSet }: PartProps) {
  const me = useSession().name;
  const assignees = others([me, ...holds.map(({ assignee }) => assignee)], filters.assignee);
  return (
    <>
      <Select
        label={words.assignee}
        placeholder={texts.shared.all}
        data={[{ value: NOBODY, label: words.nobody }, ...assignees]}
        value={filters.assignee === undefined ? null : filters.assignee || NOBODY}
        onChange={(to) => onSet({ assignee: to === null ? undefined : to.trim() })}
        clearable
        size="xs"
        w={150}
      />
      <Select
        label={words.age}
        placeholder={texts.shared.all}
        data={Object.keys(AGES).map((value) => ({ value, label: words.ages[value as Age] }))}
        value={filters.age ?? null}
        onChange={(to) => onSet({ age: (to ?? undefined) as Age | undefined })}
        clearable
        size="xs"
        w={130}
      />
      <Select
        label={words.rest}
        data={RESTS.map((value) => ({ value, label: words.rests[value] }))}
        value={filters.rest}
        onChange={(to) => onSet({ rest: RESTS.find((rest) => rest === to) ?? "awake" })}
        allowDeselect={false}
        size="xs"
        w={130}
      />
    </>
  );
}

interface ChoiceProps {
  label: string;
  names: string[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function Choice({ label, names, value, onChange }: ChoiceProps) {
  return (
    <Select
      label={label}
      placeholder={texts.shared.all}
      data={names}
      value={value ?? null}
      onChange={(to) => onChange(to ?? undefined)}
      clearable
      size="xs"
      w={150}
    />
  );
}

/** Each name once, that which is chosen too. */
function others(names: readonly string[], chosen: string | undefined): string[] {
  return [...new Set([...names, chosen ?? ""])].filter(Boolean).sort();
}
