import { Badge, Button, Group, Text, TextInput } from "@mantine/core";
import { type ReactNode, useMemo, useState } from "react";
import { shownValue } from "./json";
import { TreeView } from "./TreeView";
import type { SubResult } from "./text/view";
import { texts } from "./texts";
import { pruned } from "./trees/rows";
import type { Badge as Mark, TargetNode } from "./trees/target";

interface TargetPanelProps {
  tree: TargetNode;
  selected: TargetNode | null;
  /** Names, joined by points, of the targets that use the selected source field. */
  used: ReadonlySet<string>;
  /** Parts of the selected field's expression as they are written, with what they gave. */
  subResults: readonly (SubResult & { written: string })[];
  editable: boolean;
  onSelect(node: TargetNode): void;
  /** Enter on a field: fill it with what is picked up, else show its expression. */
  onEnter(node: TargetNode): void;
  onEscape(): void;
  /** A source field, by its key, is dropped on a field. */
  onDrop(node: TargetNode, source: string): void;
  onShow(node: TargetNode): void;
  onRemove(node: TargetNode): void;
  /** What may fill a field that nothing fills, where it can be suggested. */
  suggestionsFor(node: TargetNode): ReactNode;
  onShowSource(path: string): void;
}

/** What goes out: fields, what fills them, and what is wrong with them. */
export function TargetPanel(props: TargetPanelProps) {
  const { tree, selected, used } = props;
  const [wanted, setWanted] = useState("");
  const shown = useMemo(() => {
    const text = wanted.trim().toLowerCase();
    return text === "" ? tree : pruned(tree, ({ path }) => path.toLowerCase().includes(text));
  }, [tree, wanted]);
  return (
    <section className="me-panel" aria-label={texts.target}>
      <h2 className="me-heading">{texts.target}</h2>
      <TextInput
        size="xs"
        aria-label={texts.search(texts.target)}
        placeholder={texts.search(texts.target)}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {shown ? (
        <TreeView
          root={shown}
          label={texts.target}
          selected={selected?.key ?? null}
          onSelect={props.onSelect}
          onEnter={props.onEnter}
          onEscape={props.onEscape}
          classOf={(node) => (node.target.length > 0 && used.has(plain(node)) ? "lit" : "")}
          onDrop={props.editable ? props.onDrop : undefined}
        >
          {(node) => <TargetLine node={node} />}
        </TreeView>
      ) : (
        <Text size="sm">{texts.nothingFound}</Text>
      )}
      {selected ? <TargetDetail {...props} node={selected} /> : null}
    </section>
  );
}

const plain = (node: TargetNode): string => node.target.map((name) => name.replace(/\[\]$/, "")).join(".");

function TargetLine({ node }: { node: TargetNode }) {
  const [first] = node.values;
  return (
    <>
      <span className={`me-dot ${node.filling}`} title={texts.filling[node.filling]} />
      <span className="me-name">
        {node.name}
        {node.required ? <abbr title={texts.required}>*</abbr> : null}
      </span>
      <span className="me-value">{node.members.length === 0 && first !== undefined ? shownValue(first, 40) : ""}</span>
      {node.badges.map((badge) => (
        <MarkBadge key={badge} mark={badge} node={node} />
      ))}
    </>
  );
}

function MarkBadge({ mark, node }: { mark: Mark; node: TargetNode }) {
  const { label, told } = texts.badges[mark];
  const messages = mark === "mismatch" ? node.problems.map(({ message }) => message).join(" ") : told;
  return (
    <span className={`me-badge ${mark}`} title={messages}>
      {label}
    </span>
  );
}

function TargetDetail({ node, subResults, ...props }: TargetPanelProps & { node: TargetNode }) {
  const sources = unique(node.rules.flatMap((rule) => rule.sources));
  const conditions = unique(node.rules.flatMap((rule) => rule.conditions)).filter((path) => !sources.includes(path));
  const values = unique(node.values.map((value) => shownValue(value, 120)));
  return (
    <div className="me-detail">
      <code className="me-path">{node.path}</code>
      <Text size="xs">
        {node.types.join(" | ")} {node.required ? `· ${texts.required} ` : ""}· {texts.filling[node.filling]}
        {node.declared ? "" : ` · ${texts.undeclared}`}
      </Text>
      {node.description ? <Text size="xs">{node.description}</Text> : null}
      <Group gap={4} wrap="nowrap">
        {node.rules.length > 0 ? (
          <Button size="compact-xs" variant="default" onClick={() => props.onShow(node)}>
            {texts.selectExpression}
          </Button>
        ) : null}
        {node.rules.length > 0 && props.editable ? (
          <Button size="compact-xs" variant="default" onClick={() => props.onRemove(node)}>
            {texts.removeField}
          </Button>
        ) : null}
      </Group>
      {isOpen(node) && props.editable ? props.suggestionsFor(node) : null}
      {node.problems.map(({ message }) => (
        <Text key={message} size="xs" className="me-problem">
          {message}
        </Text>
      ))}
      <PathChips label={texts.sources} paths={sources} onShow={props.onShowSource} />
      <PathChips label={texts.conditions} paths={conditions} onShow={props.onShowSource} />
      <Values values={values} />
      {subResults.slice(0, 6).map(({ from, to, written, shown }) => (
        <div key={`${from}-${to}`} className="me-sub">
          <code>{written}</code>
          <code>{shown.join("  ")}</code>
        </div>
      ))}
    </div>
  );
}

/** The first of what comes out there. */
function Values({ values }: { values: readonly string[] }) {
  return (
    <>
      <Text size="xs" fw={600}>
        {texts.value}
      </Text>
      {values.length > 0 ? (
        values.slice(0, 3).map((value) => <code key={value}>{value}</code>)
      ) : (
        <Text size="xs" c="dimmed">
          {texts.noValue}
        </Text>
      )}
    </>
  );
}

function PathChips({ label, paths, onShow }: { label: string; paths: readonly string[]; onShow(path: string): void }) {
  if (paths.length === 0) return null;
  return (
    <div className="me-chips">
      <Text size="xs" fw={600}>
        {label}
      </Text>
      {paths.map((path) =>
        path.startsWith("$") ? (
          <code key={path}>{path}</code>
        ) : (
          <Badge
            key={path}
            component="button"
            type="button"
            variant="default"
            className="me-chip"
            onClick={() => onShow(path)}
          >
            {path}
          </Badge>
        ),
      )}
    </div>
  );
}

/** A leaf that nothing fills. */
const isOpen = ({ filling, members }: TargetNode): boolean => filling === "nothing" && members.length === 0;

const unique = (items: readonly string[]): string[] => [...new Set(items)];
