import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { type Place, queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { ExpiringSettings } from "@/pages/connections/ExpiringSettings";
import { SandboxSwitch } from "@/pages/connections/SandboxSwitch";
import { useExpiries } from "@/pages/connections/useExpiries";
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
export function CreateConnection(props: Props) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.createTitle(props.connector.title)}
      size="lg"
      closeButtonProps={{ "aria-label": texts.shared.close }}
    >
      <NewConnection {...props} />
    </Modal>
  );
}

function NewConnection({ place, connector, onClose }: Props) {
  const [name, setName] = useState("");
  const form = useSettings(connector.settings_schema, {});
  const expiries = useExpiries();
  const create = useCreate(place);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const { settings, secrets } = form.body();
    const body = { name, connector: connector.name, settings, secrets, expires_on: expiries.body() };
    create.mutate({ params: { path: place }, body: body as Shape["ConnectionNew"] });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <NameField value={name} onChange={setName} />
        {connector.sandbox && <SandboxSwitch connector={connector.name} form={form} hasSecrets={false} />}
        <ExpiringSettings form={form} expiries={expiries} />
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
  );
}

function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  return (
    <TextInput
      label={words.name}
      description={words.nameHint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      pattern={NAME}
      maxLength={63}
      required
      data-autofocus
    />
  );
}

/** Makes a connection, and opens its page. */
function useCreate(place: Place) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return queries.useMutation("post", "/api/v1/projects/{project}/environments/{environment}/connections", {
    onSuccess: async (made) => {
      notify(words.saved(made.name));
      await client.invalidateQueries();
      navigate(pathTo("connection", { ...place, connection: made.name }));
    },
  });
}
