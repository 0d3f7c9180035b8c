import { ActionIcon, Indicator, Popover, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { RequestLine } from "@/requests/RequestLine";
import { texts } from "@/requests/texts";
import { countUnseen, readSeen, rememberSeen } from "@/requests/unseen";
import { useInbox } from "@/requests/useInbox";

/** What is new for the signed-in person: requests to answer, and answers that came. */
export function Bell() {
  const { waiting = [], answered = [] } = useInbox() ?? {};
  const [seen, setSeen] = useState(readSeen);
  const [open, setOpen] = useState(false);
  const count = waiting.length + countUnseen(answered, seen);

  function toggle(to: boolean): void {
    setOpen(to);
    if (to) setSeen(rememberSeen(answered));
  }

  return (
    <Popover opened={open} onChange={toggle} position="bottom-end" width={320} trapFocus returnFocus>
      <Indicator label={count} size={16} disabled={count === 0} color="orange" autoContrast>
        <Popover.Target>
          <ActionIcon variant="default" size={30} aria-label={texts.bell(count)} onClick={() => toggle(!open)}>
            <BellShape />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown className="inbox" aria-label={texts.bell(0)}>
        <Stack gap="sm">
          {waiting.length + answered.length === 0 && <Text size="sm">{texts.nothing}</Text>}
          <Part title={texts.waitingTitle} requests={waiting} />
          <Part title={texts.answeredTitle} requests={answered} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Part({ title, requests }: { title: string; requests: Parameters<typeof RequestLine>[0]["request"][] }) {
  if (requests.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={2} size="h6" mb={4}>
        {title}
      </Title>
      <Stack gap="xs">
        {requests.map((request) => (
          <RequestLine key={request.id} request={request} />
        ))}
      </Stack>
    </section>
  );
}

function BellShape() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M3 11.5h10l-1.2-1.8V6.8a3.8 3.8 0 0 0-7.6 0v2.9zM6.6 13.6a1.5 1.5 0 0 0 2.8 0" strokeWidth="1.3" />
    </svg>
  );
}
