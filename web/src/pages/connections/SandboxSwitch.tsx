import { Alert, Code, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/client";
import { pointsHere } from "@/pages/connections/pointsHere";
import type { Settings } from "@/pages/connections/useSettings";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.connections.sandbox;
const USUAL = "http://127.0.0.1:9301";

interface Props {
  connector: string;
  form: Settings;
  /** Whether secrets are set that would be replaced. */
  hasSecrets: boolean;
}

/** Has a connection speak to a sandbox on this machine instead of to the platform, and back. */
export function SandboxSwitch({ connector, form, hasSecrets }: Props) {
  const began = useState(() => pointsHere(form.props.values))[0];
  const [before, setBefore] = useState(form.props.values);
  const here = pointsHere(form.props.values);
  const fill = useMutation({
    mutationFn: (address: string) => sandboxAt(connector, address),
    onSuccess: ({ settings, secrets }) => form.fill({ ...settings, ...secrets }),
  });
  const turn = (on: boolean): void => {
    if (on) {
      setBefore(form.props.values);
      fill.mutate(USUAL);
    } else form.fill(began ? emptied(form) : before);
  };
  return (
    <Stack gap={6}>
      <Switch
        label={words.use}
        description={words.about}
        checked={here !== null}
        disabled={fill.isPending}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {here !== null && <Where key={here} address={here} command={fill.data?.command} onMove={fill.mutate} />}
      {here !== null && !began && hasSecrets && <Alert color="yellow">{words.replaces}</Alert>}
      {here === null && began && <Alert color="yellow">{words.left}</Alert>}
      {fill.error && <ProblemNote error={fill.error} />}
    </Stack>
  );
}

interface WhereProps {
  address: string;
  command: string | undefined;
  onMove: (address: string) => void;
}

/** Where the sandbox is, what starts it, and who has to allow it. */
function Where({ address, command, onMove }: WhereProps) {
  const [typed, setTyped] = useState(address);
  return (
    <>
      <TextInput
        size="xs"
        label={words.address}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => typed !== address && onMove(typed)}
      />
      <Text size="xs" c="dimmed">
        {command && (
          <>
            {words.start} <Code>{command}</Code>.{" "}
          </>
        )}
        {words.allow(address.replace(/^https?:\/\//, ""))}
      </Text>
    </>
  );
}

/** All of a form's fields with nothing in them: settings have their defaults then. */
const emptied = ({ props: { fields } }: Settings) => Object.fromEntries(fields.map(({ name }) => [name, ""]));

async function sandboxAt(connector: string, address: string) {
  const { data, error } = await api.GET("/api/v1/connectors/{connector}/sandbox", {
    params: { path: { connector }, query: { address } },
  });
  if (!data) throw error;
  return data;
}
