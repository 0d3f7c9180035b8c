import { Alert, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Place, Shape } from "@/api/client";
import { ChannelSwitch } from "@/pages/stock/ChannelSwitch";
import { texts } from "@/pages/stock/texts";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";

const words = texts.channels;

type Channel = Shape["Channel"];

/** The connections that are told: those that are closed first, and each with its switch. */
export function Channels({ place, channels }: { place: Place; channels: readonly Channel[] }) {
  const [switching, setSwitching] = useState<Channel | null>(null);
  const mayOperate = useMay("operate");
  const onSwitch = mayOperate ? setSwitching : undefined;
  return (
    <Stack gap="xs" component="section" aria-label={words.title}>
      {channels
        .filter(({ closed }) => closed)
        .map((channel) => (
          <Closed key={channel.connection} channel={channel} onSwitch={onSwitch} />
        ))}
      {channels
        .filter(({ closed }) => !closed)
        .map((channel) => (
          <Open key={channel.connection} channel={channel} onSwitch={onSwitch} />
        ))}
      {switching && <ChannelSwitch place={place} channel={switching} onClose={() => setSwitching(null)} />}
    </Stack>
  );
}

interface Props {
  channel: Channel;
  onSwitch: ((channel: Channel) => void) | undefined;
}

function Closed({ channel, onSwitch }: Props) {
  const { connection, reason, by, since } = channel;
  return (
    <Alert color="red" title={words.isClosed(connection)}>
      <Group justify="space-between" gap="xs">
        <div>
          <Text size="sm" className="said">
            {words.because(reason, by)}
          </Text>
          {since && (
            <Text size="sm">
              {words.since} <Time at={since} />
            </Text>
          )}
        </div>
        {onSwitch && (
          <Button size="xs" variant="default" onClick={() => onSwitch(channel)}>
            {words.reopen(connection)}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function Open({ channel, onSwitch }: Props) {
  const { connection, flows } = channel;
  return (
    <Group gap="xs">
      <Badge color="teal" variant="light" className="badge">
        {words.open}
      </Badge>
      <Text size="sm">
        <b>{connection}</b>, {words.toldBy(flows)}
      </Text>
      {onSwitch && (
        <Button size="compact-sm" variant="light" color="red" onClick={() => onSwitch(channel)}>
          {words.close(connection)}
        </Button>
      )}
    </Group>
  );
}
