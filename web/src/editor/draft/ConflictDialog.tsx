import { Button, Group, Modal, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { texts } from "../texts";
import type { Conflict } from "./keeper";
import { type Region, regionsOf } from "./merge";

type Side = "mine" | "theirs";

interface ConflictDialogProps {
  conflict: Conflict;
  opened: boolean;
  onClose(): void;
  onResolve(text: string): void;
}

/** Two texts of one draft and what they started from, side by side; every place is taken from one of them. */
export function ConflictDialog({ conflict, opened, onClose, onResolve }: ConflictDialogProps) {
  const regions = useMemo(() => regionsOf(conflict.base, conflict.mine, conflict.theirs), [conflict]);
  const [chosen, setChosen] = useState<ReadonlyMap<Region, Side>>(new Map());
  const left = regions.filter((region) => region.kind === "conflict" && !chosen.has(region)).length;
  const merged = () => regions.map((region) => region[chosen.get(region) ?? sideOf(region)]).join("");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="90rem"
      title={texts.conflictTitle}
      closeButtonProps={{ "aria-label": texts.cancel }}
    >
      <Text size="sm" mb="sm">
        {texts.conflictTold}
      </Text>
      <div className="me-merge">
        <div className="me-merge-head">
          {(["mine", "base", "theirs"] as const).map((side) => (
            <Text key={side} size="xs" fw={600}>
              {texts.columns[side]}
            </Text>
          ))}
        </div>
        {regions.map((region, index) => (
          <RegionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: regions have no other name, and never move
            key={index}
            region={region}
            chosen={chosen.get(region) ?? (region.kind === "conflict" ? null : sideOf(region))}
            onChoose={(side) => setChosen((known) => new Map(known).set(region, side))}
          />
        ))}
      </div>
      <Group justify="flex-end" mt="sm">
        <Text size="sm" role="status">
          {left > 0 ? texts.choicesLeft(left) : ""}
        </Text>
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button disabled={left > 0} onClick={() => onResolve(merged())}>
          {texts.saveMerged}
        </Button>
      </Group>
    </Modal>
  );
}

const sideOf = ({ kind }: Region): Side => (kind === "theirs" ? "theirs" : "mine");

function RegionRow({ region, chosen, onChoose }: { region: Region; chosen: Side | null; onChoose(side: Side): void }) {
  if (region.kind === "same") {
    return <div className="me-merge-same">{texts.unchangedLines(region.base.split("\n").length - 1 || 1)}</div>;
  }
  return (
    <div className={`me-merge-row ${region.kind}`}>
      {(["mine", "base", "theirs"] as const).map((side) => (
        <div key={side} className={side === chosen ? "chosen" : ""}>
          <pre>{region[side]}</pre>
          {side !== "base" && region.kind !== "both" ? (
            <Button
              size="compact-xs"
              variant={side === chosen ? "filled" : "default"}
              aria-pressed={side === chosen}
              onClick={() => onChoose(side)}
            >
              {texts.choose[side]}
            </Button>
          ) : (
            <Text size="xs" c="dimmed">
              {side === "base" ? texts.kinds[region.kind] : ""}
            </Text>
          )}
        </div>
      ))}
    </div>
  );
}
