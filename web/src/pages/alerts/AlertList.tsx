import { Badge, Button, Stack, Table, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Place, queries, type Shape } from "@/api/client";
import { usePages } from "@/api/usePages";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { notify } from "@/parts/notices";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { Time } from "@/parts/Time";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.alerts;
const EVERY_MS = 10_000;

type Alert = Shape["Alert"];

interface Props {
  place: Place;
  all: boolean;
}

/** Alerts of an environment, with those that concern every one. */
export function AlertList({ place, all }: Props) {
  const [known, setKnown] = useState<Alert | null>(null);
  const mayOperate = useMay("operate");
  const found = usePages(
    ["alerts", place, all],
    (cursor) =>
      api.GET("/api/v1/projects/{project}/alerts", {
        params: {
          path: { project: place.project },
          query: { environment: place.environment, all, limit: 50, ...(cursor && { cursor }) },
        },
      }),
    EVERY_MS,
  );
  const empty = all ? words.emptyAll : words.empty;
  return (
    <Asked query={found}>
      {(alerts) =>
        alerts.length === 0 ? (
          <Empty title={empty.title}>{empty.text}</Empty>
        ) : (
          <Stack align="flex-start">
            <Rows alerts={alerts} onKnown={mayOperate ? setKnown : undefined} />
            {found.hasNextPage && (
              <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
                {texts.shared.more}
              </Button>
            )}
            {known && <Acknowledge alert={known} onClose={() => setKnown(null)} />}
          </Stack>
        )
      }
    </Asked>
  );
}

function Rows({ alerts, onKnown }: { alerts: readonly Alert[]; onKnown: ((alert: Alert) => void) | undefined }) {
  const { columns } = words;
  return (
    <div className="scrolls wide">
      <Table
        data={{
          head: Object.values(columns),
          body: alerts.map((alert) => [
            <Badge key="kind" color={alert.resolved_at ? "gray" : "red"} variant="light" className="badge">
              {alert.kind}
            </Badge>,
            `${alert.subject}, ${alert.environment || words.everywhere}`,
            <span key="message">
              {alert.message} {!alert.resolved_at && alert.remedy}
            </span>,
            <Time key="since" at={alert.since} />,
            <State key="state" alert={alert} onKnown={onKnown} />,
          ]),
        }}
      />
    </div>
  );
}

function State({ alert, onKnown }: { alert: Alert; onKnown: ((alert: Alert) => void) | undefined }) {
  if (alert.resolved_at) {
    return (
      <Text size="sm">
        {words.over} <Time at={alert.resolved_at} />
      </Text>
    );
  }
  if (alert.acknowledged_at) return <Text size="sm">{words.known(alert.acknowledged_by, alert.acknowledgement)}</Text>;
  if (!onKnown) return null;
  return (
    <Button size="compact-xs" variant="default" onClick={() => onKnown(alert)}>
      {words.acknowledge}
    </Button>
  );
}

function Acknowledge({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const client = useQueryClient();
  const known = queries.useMutation("post", "/api/v1/projects/{project}/alerts/{alert}/acknowledge", {
    onSuccess: () => {
      notify(words.acknowledged);
      onClose();
      return client.invalidateQueries();
    },
  });
  const path = { project: alert.project, alert: alert.id };
  return (
    <ReasonDialog
      title={words.acknowledgeTitle(alert.subject)}
      confirm={words.acknowledge}
      busy={known.isPending}
      error={known.error}
      onConfirm={(reason) => known.mutate({ params: { path }, body: { reason } })}
      onClose={onClose}
    >
      {words.acknowledgeText}
    </ReasonDialog>
  );
}
