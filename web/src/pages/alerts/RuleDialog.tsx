import { Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { queries, type Shape } from "@/api/client";
import { RuleFields } from "@/pages/alerts/RuleFields";
import { newRule } from "@/pages/alerts/rules";
import { SettingsFields } from "@/pages/connections/SettingsFields";
import { useSettings } from "@/pages/connections/useSettings";
import { Asked } from "@/parts/Asked";
import { notify } from "@/parts/notices";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.alerts;

interface Props {
  project: string;
  /** None: a new one. */
  rule: Shape["AlertRule"] | null;
  onClose: () => void;
}

/** Who is told of what: a channel with its settings, and from where on something is worth an alert. */
export function RuleDialog({ project, rule, onClose }: Props) {
  const [chosen, setChosen] = useState(rule?.channel);
  const channels = queries.useQuery("get", "/api/v1/alert-channels");
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={rule ? words.editTitle(rule.name) : words.createTitle}
      closeButtonProps={{ "aria-label": texts.shared.close }}
    >
      <Asked query={channels}>
        {({ items }) => {
          const channel = items.find(({ name }) => name === chosen) ?? items[0];
          if (!channel) return null;
          return (
            <Stack>
              <NativeSelect
                label={words.channel}
                description={channel.summary}
                data={items.map(({ name }) => name)}
                value={channel.name}
                onChange={(event) => setChosen(event.currentTarget.value)}
              />
              <Form key={channel.name} project={project} rule={rule} channel={channel} onClose={onClose} />
            </Stack>
          );
        }}
      </Asked>
    </Modal>
  );
}

function Form({ project, rule, channel, onClose }: Props & { channel: Shape["AlertChannelDetail"] }) {
  const client = useQueryClient();
  const [name, setName] = useState(rule?.name ?? "");
  const [about, setAbout] = useState(() => newRule(rule));
  const same = rule?.channel === channel.name;
  const form = useSettings(channel.settings_schema, same ? rule.settings : {});
  const save = queries.useMutation("put", "/api/v1/projects/{project}/alert-rules/{rule}", {
    onSuccess: () => {
      notify(words.saved(name));
      onClose();
      return client.invalidateQueries();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const header = rule ? { "If-Match": `"${rule.revision}"` } : { "If-None-Match": "*" as const };
    const body = { ...about, channel: channel.name, ...form.body() };
    save.mutate({ params: { path: { project, rule: name }, header }, body });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={words.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          maxLength={63}
          required
          readOnly={rule !== null}
        />
        <SettingsFields {...form.props} secretsSet={same ? rule.secrets_set : []} />
        <RuleFields project={project} about={about} onChange={setAbout} />
        {save.error && <ProblemNote error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.shared.cancel}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
