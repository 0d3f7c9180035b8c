import { Alert, Badge, Button } from "@mantine/core";
import { useState } from "react";
import type { Place, Shape } from "@/api/client";
import { FlowSwitch } from "@/pages/home/FlowSwitch";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.flows;
const COLOURS = { running: "teal", draining: "yellow", paused: "yellow", stopped: "red" };

/** Whether a flow runs; its colour never says it alone. */
export function StatusBadge({ state }: { state: Shape["FlowState"] }) {
  return (
    <Badge color={COLOURS[state.status ?? "running"]} variant="light" className="badge">
      {words.status[state.status ?? "running"]}
    </Badge>
  );
}

/** Why a flow does not run, where it does not. */
export function Halt({ state }: { state: Shape["FlowState"] }) {
  if ((state.status ?? "running") === "running") return null;
  const stopped = state.status === "stopped";
  return (
    <Alert color={stopped ? "red" : "yellow"} mb="xs" title={words.pausedBy(state.by, state.reason)}>
      {stopped ? words.stoppedHint : words.pauseText}
    </Alert>
  );
}

/** Pauses a flow or lets it go on, for those who may. */
export function SwitchButton({ place, state }: { place: Place; state: Shape["FlowState"] }) {
  const [switching, setSwitching] = useState(false);
  const mayOperate = useMay("operate");
  if (!mayOperate) return null;
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setSwitching(true)}>
        {(state.status ?? "running") === "running" ? words.pause : words.resume}
      </Button>
      {switching && <FlowSwitch place={place} state={state} onClose={() => setSwitching(false)} />}
    </>
  );
}

/** A flow of which the environment has nothing to tell yet: it runs. */
export function stateOf(states: readonly Shape["FlowState"][], flow: string, environment: string): Shape["FlowState"] {
  const running = { flow, environment, status: "running" as const, reason: "", by: "", under_way: 0, connections: [] };
  return states.find((state) => state.flow === flow) ?? running;
}
