import { Alert, Button, Code, CopyButton, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { queries, type Shape } from "@/api/client";
import { endOf } from "@/pages/tokens/state";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.tokens;
const ROLES = ["viewer", "editor", "approver", "operator", "admin"] as const;

interface Props {
  project: string;
  onClose: () => void;
}

/** Issues a token, and shows it once. */
export function IssueToken({ project, onClose }: Props) {
  const client = useQueryClient();
  const issue = queries.useMutation("post", "/api/v1/projects/{project}/tokens", {
    onSuccess: () => client.invalidateQueries(),
    gcTime: 0,
  });
  const issued = issue.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={issued ? words.once(issued.token.name) : words.issue}
      closeButtonProps={{ "aria-label": texts.shared.close }}
      closeOnClickOutside={!issued}
      closeOnEscape={!issued}
    >
      {issued ? (
        <ShownOnce text={issued.text} onClose={onClose} />
      ) : (
        <Form
          busy={issue.isPending}
          error={issue.error}
          onSubmit={(body) => issue.mutate({ params: { path: { project } }, body })}
        />
      )}
    </Modal>
  );
}

interface FormProps {
  busy: boolean;
  error: unknown;
  onSubmit: (token: Shape["TokenNew"]) => void;
}

function Form({ busy, error, onSubmit }: FormProps) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<(typeof ROLES)[number]>("viewer");
  const [ends, setEnds] = useState("");

  function submit(event: FormEvent): void {
    event.preventDefault();
    onSubmit({ name: name.trim(), role, expires_at: endOf(ends) });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={words.name}
          description={words.nameHint}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          required
          data-autofocus
        />
        <NativeSelect
          label={words.role}
          data={ROLES.map((value) => ({ value, label: words.roles[value] }))}
          value={role}
          onChange={(event) => setRole(ROLES.find((known) => known === event.currentTarget.value) ?? "viewer")}
        />
        <TextInput
          type="date"
          label={words.ends}
          description={words.endsHint}
          value={ends}
          onChange={(event) => setEnds(event.currentTarget.value)}
        />
        {error ? <ProblemNote error={error} /> : null}
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {words.issue}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ShownOnce({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <Stack>
      <Alert color="yellow">{words.onceText}</Alert>
      <Code block>{text}</Code>
      <Group justify="flex-end">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? texts.shared.copied : texts.shared.copy}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{words.issued}</Button>
      </Group>
    </Stack>
  );
}
