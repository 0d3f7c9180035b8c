import { Badge, Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { shownValue } from "./json";
import { TreeView } from "./TreeView";
import type { Rule } from "./text/rules";
import { texts } from "./texts";
import { ITEMS } from "./trees/nodes";
import { nodesOf, pruned } from "./trees/rows";
import type { SourceNode } from "./trees/source";

interface SourcePanelProps {
  tree: SourceNode;
  selected: SourceNode | null;
  pickedUp: SourceNode | null;
  /** Paths that the selected target field is made of, without list marks. */
  lit: ReadonlySet<string>;
  used: readonly Rule[];
  editable: boolean;
  onSelect(node: SourceNode): void;
  onPickUp(node: SourceNode | null): void;
  onShowTarget(rule: Rule): void;
}

/** What comes in: fields, values of the chosen input, and what uses them. */
export function SourcePanel(props: SourcePanelProps) {
  const { tree, selected, pickedUp, lit } = props;
  const [wanted, setWanted] = useState("");
  const shown = useMemo(() => found(tree, wanted), [tree, wanted]);
  const isLit = (node: SourceNode) => lit.has(node.names.join(".")) && node.name !== ITEMS;
  const firstLit = lit.size > 0 ? ([...nodesOf(tree)].find(isLit)?.key ?? null) : null;
  return (
    <section className="me-panel" aria-label={texts.source}>
      <h2 className="me-heading">{texts.source}</h2>
      <TextInput
        size="xs"
        aria-label={texts.search(texts.source)}
        placeholder={texts.search(texts.source)}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {shown ? (
        <TreeView
          root={shown}
          label={texts.source}
          selected={selected?.key ?? null}
          inSight={firstLit}
          onSelect={props.onSelect}
          onEnter={(node) => {
            props.onSelect(node);
            if (props.editable) props.onPickUp(node);
          }}
          onEscape={() => props.onPickUp(null)}
          classOf={(node) => (isLit(node) ? "lit" : "") + (node.key === pickedUp?.key ? " picked" : "")}
          drag={props.editable ? (node) => node.key : undefined}
        >
          {(node) => <SourceLine node={node} />}
        </TreeView>
      ) : (
        <Text size="sm">{texts.nothingFound}</Text>
      )}
      <Detail {...props} />
    </section>
  );
}

/** What is picked up, and what is selected. */
function Detail({ pickedUp, selected, used, onShowTarget }: SourcePanelProps) {
  return (
    <div className="me-detail" aria-live="polite">
      {pickedUp ? (
        <Text size="xs" fw={600}>
          {texts.pickedUp(pickedUp.path)}
        </Text>
      ) : null}
      {selected ? (
        <SourceDetail node={selected} used={used} onShowTarget={onShowTarget} />
      ) : (
        <Text size="xs" c="dimmed">
          {texts.sourceHint}
        </Text>
      )}
    </div>
  );
}

/** The tree itself where nothing is searched for. */
function found(tree: SourceNode, wanted: string): SourceNode | null {
  const text = wanted.trim().toLowerCase();
  return text === "" ? tree : pruned(tree, ({ path }) => path.toLowerCase().includes(text));
}

function SourceLine({ node }: { node: SourceNode }) {
  const [first] = node.values;
  const leaf = node.members.length === 0;
  return (
    <>
      <span className="me-name">{node.name}</span>
      {leaf && first !== undefined ? null : <span className="me-type">{node.types.join(" | ")}</span>}
      <span className="me-value">{leaf && first !== undefined ? shownValue(first, 40) : ""}</span>
      <span className={node.seen < node.of ? "me-seen some" : "me-seen"} title={texts.seen(node.seen, node.of)}>
        {node.of > 0 ? `${node.seen}/${node.of}` : ""}
      </span>
    </>
  );
}

function SourceDetail({
  node,
  used,
  onShowTarget,
}: {
  node: SourceNode;
  used: readonly Rule[];
  onShowTarget(rule: Rule): void;
}) {
  const targets = [...new Map(used.map((rule) => [rule.target, rule])).values()];
  return (
    <>
      <code className="me-path">{node.path}</code>
      <Text size="xs">
        {node.types.join(" | ")} · {texts.seen(node.seen, node.of)}
        {node.declared ? "" : ` · ${texts.undeclared}`}
      </Text>
      {node.description ? <Text size="xs">{node.description}</Text> : null}
      {node.members.length === 0
        ? [...new Set(node.values.map((value) => shownValue(value)))]
            .slice(0, 3)
            .map((value) => <code key={value}>{value}</code>)
        : null}
      <Text size="xs" fw={600}>
        {texts.usedBy(targets.length)}
      </Text>
      <div className="me-chips">
        {targets.slice(0, 24).map((rule) => (
          <Badge
            key={rule.target}
            component="button"
            type="button"
            variant="default"
            className="me-chip"
            onClick={() => onShowTarget(rule)}
          >
            {rule.target}
          </Badge>
        ))}
        {targets.length > 24 ? <Text size="xs">{texts.more(targets.length - 24)}</Text> : null}
      </div>
    </>
  );
}
