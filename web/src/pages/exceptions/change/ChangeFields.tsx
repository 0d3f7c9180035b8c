import { Autocomplete, Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { placeWords } from "@/pages/exceptions/plain/plainly";
import { ProblemNote } from "@/parts/ProblemNote";
import { KINDS, kindOf, typedOf, type ValuePlace, valueTyped } from "./places";
import type { Change } from "./server";
import { texts } from "./texts";

interface Props {
  /** The values of the first record. */
  places: readonly ValuePlace[];
  busy: boolean;
  error: unknown;
  /** Something was changed: what was seen is not so any more. */
  onChange: () => void;
  onPreview: (change: Change) => void;
}

const SHOWN = 60;

/** Which value is to be what. */
export function ChangeFields({ places, busy, error, onChange, onPreview }: Props) {
  const [pointer, setPointer] = useState("");
  const [typed, setTyped] = useState("");
  const [kind, setKind] = useState(kindOf(undefined));
  const value = valueTyped(typed, kind);
  const known = new Map(places.map((one) => [one.pointer, one.value]));

  function choose(to: string): void {
    setPointer(to);
    if (known.has(to)) {
      setKind(kindOf(known.get(to)));
      setTyped(typedOf(known.get(to)));
    }
    onChange();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (value !== null) onPreview({ pointer, value });
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <PlaceField pointer={pointer} known={known} onChoose={choose} />
        <ValueField
          typed={typed}
          kind={kind}
          broken={value === null}
          onType={(to) => {
            setTyped(to);
            onChange();
          }}
          onKind={(to) => {
            setKind(to);
            onChange();
          }}
        />
        {error ? <ProblemNote error={error} /> : null}
        <Group>
          <Button type="submit" variant="default" loading={busy} disabled={value === null || pointer === ""}>
            {texts.preview}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PlaceProps {
  pointer: string;
  /** What stands at each place of the first record. */
  known: ReadonlyMap<string, ValuePlace["value"]>;
  onChoose: (pointer: string) => void;
}

/** At which place. */
function PlaceField({ pointer, known, onChoose }: PlaceProps) {
  return (
    <Autocomplete
      label={texts.place}
      description={pointer ? placeWords(pointer) : texts.placeHint}
      data={[...known.keys()].filter(Boolean)}
      limit={SHOWN}
      value={pointer}
      onChange={onChoose}
      renderOption={({ option }) => <Option pointer={option.value} value={typedOf(known.get(option.value))} />}
      comboboxProps={{ withinPortal: true }}
      required
      data-autofocus
    />
  );
}

interface ValueProps {
  typed: string;
  kind: ReturnType<typeof kindOf>;
  /** Whether what is typed is no value of that kind. */
  broken: boolean;
  onType: (typed: string) => void;
  onKind: (kind: ReturnType<typeof kindOf>) => void;
}

/** What shall stand there, and as what. */
function ValueField({ typed, kind, broken, onType, onKind }: ValueProps) {
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        label={texts.value}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        error={broken && texts.broken}
        className="wide"
      />
      <SegmentedControl
        aria-label={texts.kind}
        miw={120}
        value={kind}
        onChange={(to) => onKind(KINDS.find((one) => one === to) ?? "text")}
        data={KINDS.map((one) => ({ value: one, label: texts.kinds[one] }))}
      />
    </Group>
  );
}

/** A place in words, its pointer for search, and what stands there. */
function Option({ pointer, value }: { pointer: string; value: string }) {
  return (
    <div>
      <Text size="sm">{placeWords(pointer)}</Text>
      <Text size="xs" c="dimmed" lineClamp={1}>
        {value || texts.absent}
      </Text>
    </div>
  );
}
