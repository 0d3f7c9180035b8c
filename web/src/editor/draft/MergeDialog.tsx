import { Button, Group, Modal, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { texts } from "../texts";
import type { Conflict } from "./keeper";
import { MergeRow } from "./MergeRow";
import { type Decision, decidedText, type Region, regionsOf, usualDecision } from "./merge";

/** What the two sides are called. */
export interface MergeWords {
  title: string;
  told: string;
  columns: Record<"mine" | "base" | "theirs", string>;
  choose: Record<"mine" | "theirs", string>;
  whole: Record<"mine" | "theirs", string>;
}

interface MergeDialogProps {
  words: MergeWords;
  conflict: Conflict;
  opened: boolean;
  onClose(): void;
  onResolve(text: string): void;
}

/** Two texts and what they started from, side by side: one is taken whole, or every place decided by itself. */
export function MergeDialog({ words, conflict, opened, onClose, onResolve }: MergeDialogProps) {
  const regions = useMemo(() => regionsOf(conflict.base, conflict.mine, conflict.theirs), [conflict]);
  const [decisions, setDecisions] = useState<ReadonlyMap<Region, Decision>>(new Map());
  const decided = (region: Region) => decisions.get(region) ?? usualDecision(region);
  const left = regions.filter((region) => decided(region) === null).length;
  const merged = decidedText(regions, decisions);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="90rem"
      title={words.title}
      closeButtonProps={{ "aria-label": texts.cancel }}
    >
      <Text size="sm" mb="sm">
        {words.told}
      </Text>
      <div className="me-merge">
        <Sides words={words} />
        {regions.map((region, index) => (
          <MergeRow
            // biome-ignore lint/suspicious/noArrayIndexKey: regions have no other name, and never move
            key={index}
            words={words}
            region={region}
            decision={decided(region)}
            onDecide={(decision) => setDecisions((known) => new Map(known).set(region, decision))}
          />
        ))}
      </div>
      <Group justify="flex-end" mt="sm">
        <Text size="sm" role="status">
          {left > 0 ? texts.choicesLeft(left) : ""}
        </Text>
        {(["mine", "theirs"] as const).map((side) => (
          <Button key={side} variant="default" onClick={() => onResolve(conflict[side])}>
            {words.whole[side]}
          </Button>
        ))}
        <Button disabled={merged === null} onClick={() => merged !== null && onResolve(merged)}>
          {texts.saveMerged}
        </Button>
      </Group>
    </Modal>
  );
}

function Sides({ words }: Pick<MergeDialogProps, "words">) {
  return (
    <div className="me-merge-head">
      {(["mine", "base", "theirs"] as const).map((side) => (
        <Text key={side} size="xs" fw={600}>
          {words.columns[side]}
        </Text>
      ))}
    </div>
  );
}
