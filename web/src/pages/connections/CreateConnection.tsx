import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { type Place, queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { SettingsFields } from "@/pages/connections/SettingsFields";
import { useSettings } from "@/pages/connections/useSettings";
import { notify } from "@/parts/notices";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.connections;
const NAME = "[a-z0-9]+(-[a-z0-9]+)*";

interface Props {
  place: Place;
  connector: Shape["ConnectorDetail"];
  onClose: () => void;
}

/** Asks for a name and what the connector needs. */
export function CreateConnection({ place, connector, onClose }: Props) {
  const [name, setName] = useState("");
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useSettings(connector.settings_schema, {});
  const create = queries.useMutation("post", "/api/v1/projects/{project}/environments/{environment}/connections", {
    onSuccess: async (made) => {
      notify(words.saved(made.name));
      await client.invalidateQueries();
      navigate(pathTo("connection", { ...place, connection: made.name }));
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const { settings, secrets } = form.body();
    const body = { name, connector: connector.name, settings, secrets: secrets as Record<string, string> };
    create.mutate({ params: { path: place }, body });
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={words.createTitle(connector.title)}
      size="lg"
      closeButtonProps={{ "aria-label": texts.shared.close }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={words.name}
            description={words.nameHint}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            pattern={NAME}
            maxLength={63}
            required
            data-autofocus
          />
          <SettingsFields {...form.props} secretsSet={[]} />
          {create.error && <ProblemNote error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.shared.cancel}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
