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
  const create = useCreate(place, examples, text);
  const hasTarget = examples.target.value !== undefined;
  if (source === "" || target === "") return <Text size="sm">{texts.needsResources}</Text>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name, keep });
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

/** Makes what is to be made, in steps: trying again goes on from where it failed. */
function useCreate(place: Place, examples: Examples, text: string) {
  const { source, target, sourceResource, targetResource } = examples;
  const navigate = useNavigate();
  const client = useQueryClient();
  const done = useRef(new Set<string>());
  const once = async (step: string, act: () => Promise<unknown>) => {
    if (done.current.has(step)) return;
    await act();
    done.current.add(step);
  };
  return useMutation({
    mutationFn: async ({ name, keep }: { name: string; keep: boolean }) => {
      const { project } = place;
      const made = { name, source: sourceResource, target: targetResource };
      await once(`${name} mapping`, () => server.createMapping(project, made));
      await once(`${name} draft`, () => saveDraft({ project, mapping: name }, text, 0, 0));
      if (!keep || source.value === undefined || target.value === undefined) return;
      const example = { source: source.value, target: target.value };
      await once(`${name} fixture`, () => server.keepExamples(project, name, texts.fixtureOfExamples, example));
    },
    onSuccess: async (_, { name }) => {
      await client.invalidateQueries();
      await navigate(pathTo("editor", { ...place, mapping: name }));
    },
  });
}
