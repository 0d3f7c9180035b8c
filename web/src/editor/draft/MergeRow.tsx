import { Button, Text, Textarea } from "@mantine/core";
import { texts } from "../texts";
import type { MergeWords } from "./MergeDialog";
import type { Decision, Region } from "./merge";

interface MergeRowProps {
  words: MergeWords;
  region: Region;
  decision: Decision | null;
  onDecide(decision: Decision): void;
}

/** One place of two texts: what each has, and what stays. */
export function MergeRow({ words, region, decision, onDecide }: MergeRowProps) {
  if (region.kind === "same") {
    return <div className="me-merge-same">{texts.unchangedLines(region.base.split("\n").length - 1 || 1)}</div>;
  }
  const side = (name: "mine" | "theirs") => (
    <div className={decision?.by === name ? "chosen" : ""}>
      <pre>{region[name]}</pre>
      {region.kind === "both" ? null : (
        <Choice chosen={decision?.by === name} onChoose={() => onDecide({ by: name, text: region[name] })}>
          {words.choose[name]}
        </Choice>
      )}
    </div>
  );
  return (
    <>
      <div className={`me-merge-row ${region.kind}`}>
        {side("mine")}
        <div>
          <pre>{region.base}</pre>
          <Text size="xs" c="dimmed">
            {texts.mergeKinds[region.kind]}
          </Text>
          {region.kind === "conflict" ? (
            <Choice
              chosen={decision?.by === "hand"}
              onChoose={() => onDecide({ by: "hand", text: region.mine + region.theirs })}
            >
              {texts.byHand}
            </Choice>
          ) : null}
        </div>
        {side("theirs")}
      </div>
      {decision?.by === "hand" ? (
        <Textarea
          className="mono"
          aria-label={texts.handLabel}
          autosize
          minRows={2}
          value={decision.text}
          onChange={(event) => onDecide({ by: "hand", text: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}

function Choice(props: { chosen: boolean; onChoose(): void; children: string }) {
  return (
    <Button
      size="compact-xs"
      variant={props.chosen ? "filled" : "default"}
      aria-pressed={props.chosen}
      onClick={props.onChoose}
    >
      {props.children}
    </Button>
  );
}
