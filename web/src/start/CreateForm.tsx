import { Button, Checkbox, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { Place } from "@/api/client";
import { pathTo } from "@/app/places";
import { saveDraft } from "@/editor/server";
import { ProblemNote } from "@/parts/ProblemNote";
import { nameFor } from "./naming";
import * as server from "./server";
import { texts } from "./texts";
import type { Examples } from "./useExamples";

const NAME = "[a-z0-9]+(-[a-z0-9]+)*";

interface Props {
  place: Place;
  examples: Examples;
  text: string;
}

/** The last step: a mapping with the text as its draft and, when wanted, the examples as its first fixture. */
export function CreateForm({ place, examples, text }: Props) {
  const { sourceResource: source, targetResource: target } = examples;
  const [name, setName] = useState(() => nameFor(source, target));
  const [keep, setKeep] = useState(true);
  const navigate = useNavigate();
  const client = useQueryClient();
  /** What is done already, so that trying again goes on from there. */
  const done = useRef(new Set<string>());
  const once = async (step: string, act: () => Promise<unknown>) => {
    if (done.current.has(`${name} ${step}`)) return;
    await act();
    done.current.add(`${name} ${step}`);
  };
  const hasTarget = examples.target.value !== undefined;
  const create = useMutation({
    mutationFn: async () => {
      const mapping = { project: place.project, mapping: name };
      await once("mapping", () => server.createMapping(place.project, { name, source, target }));
      await once("draft", () => saveDraft(mapping, text, 0, 0));
      if (!keep || examples.source.value === undefined || examples.target.value === undefined) return;
      const example = { source: examples.source.value, target: examples.target.value };
      await once("fixture", () => server.keepExamples(place.project, name, texts.fixtureOfExamples, example));
    },
    onSuccess: async () => {
      await client.invalidateQueries();
      await navigate(pathTo("editor", { ...place, mapping: name }));
    },
  });
  if (source === "" || target === "") return <Text size="sm">{texts.needsResources}</Text>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={texts.create}>
      <Stack gap="xs">
        <Group align="flex-end" gap="sm">
          <TextInput
            label={texts.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            pattern={NAME}
            title={texts.nameHint}
            maxLength={63}
            required
            className="st-name"
          />
          <Button type="submit" loading={create.isPending}>
            {texts.create}
          </Button>
        </Group>
        {hasTarget ? (
          <Checkbox label={texts.keep} checked={keep} onChange={(event) => setKeep(event.currentTarget.checked)} />
        ) : null}
        {create.error ? <ProblemNote error={create.error} /> : null}
      </Stack>
    </form>
  );
}
