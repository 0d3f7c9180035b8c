import { NativeSelect, Stack, Text, Title } from "@mantine/core";
import { useSearchParams } from "react-router";
import type { Input } from "@/editor/inputs";
import { writeJson } from "@/editor/json";
import { JsonBlock } from "@/parts/JsonBlock";
import { texts } from "@/texts";

const words = texts.connectors.resource;

interface Sample {
  all: readonly Input[];
  chosen: Input | undefined;
  choose: (name: string) => void;
}

/** The samples of a resource, and the one that is looked at; it stands in the address. */
export function useSample(all: readonly Input[]): Sample {
  const [search, setSearch] = useSearchParams();
  const chosen = all.find(({ name }) => name === search.get("sample")) ?? all[0];
  return { all, chosen, choose: (sample) => setSearch({ sample }, { replace: true }) };
}

/** The samples that come with a connector, one after the other. */
export function Samples({ sample: { all, chosen, choose } }: { sample: Sample }) {
  return (
    <Stack component="section" gap={6} aria-label={words.samples}>
      <Title order={2} size="h5">
        {words.samples}
      </Title>
      {chosen ? (
        <>
          <NativeSelect
            size="xs"
            label={words.sample}
            description={words.made}
            value={chosen.name}
            data={all.map(({ name }) => name)}
            onChange={(event) => choose(event.currentTarget.value)}
          />
          <JsonBlock text={writeJson(chosen.payload, 2)} label={chosen.name} />
        </>
      ) : (
        <Text size="sm">{words.noSamples}</Text>
      )}
    </Stack>
  );
}
