import { Text, TextInput, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Input } from "@/editor/inputs";
import { type JsonObject, shownValue } from "@/editor/json";
import { TreeView } from "@/editor/TreeView";
import { pruned } from "@/editor/trees/rows";
import { type SourceNode, sourceTree } from "@/editor/trees/source";
import { texts } from "@/texts";

const words = texts.connectors.resource;

interface Props {
  schema: JsonObject;
  samples: readonly Input[];
  chosen: Input | undefined;
}

/** The fields of a resource, with what the chosen sample has there. */
export function SchemaTree({ schema, samples, chosen }: Props) {
  const [wanted, setWanted] = useState("");
  const [selected, setSelected] = useState<SourceNode | null>(null);
  const tree = useMemo(
    () =>
      sourceTree(
        schema,
        samples.map(({ payload }) => payload),
        chosen?.payload,
      ),
    [schema, samples, chosen],
  );
  const shown = useMemo(() => found(tree, wanted), [tree, wanted]);
  return (
    <section aria-label={words.fields} className="schema-tree">
      <div>
        <Title order={2} size="h5" mb={6}>
          {words.fields}
        </Title>
        <TextInput
          size="xs"
          label={words.search}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      </div>
      {shown ? (
        <TreeView
          root={shown}
          label={words.fields}
          selected={selected?.key ?? null}
          onSelect={(node: SourceNode) => setSelected(node)}
          onEnter={(node) => setSelected(node)}
          onEscape={() => setSelected(null)}
          classOf={() => ""}
        >
          {(node) => <FieldLine node={node} />}
        </TreeView>
      ) : (
        <Text size="sm">{words.nothingFound}</Text>
      )}
      <div aria-live="polite">{selected ? <FieldDetail node={selected} /> : <Hint />}</div>
    </section>
  );
}

/** The tree itself where nothing is searched for. */
function found(tree: SourceNode, wanted: string): SourceNode | null {
  const text = wanted.trim().toLowerCase();
  return text === "" ? tree : pruned(tree, ({ path }) => path.toLowerCase().includes(text));
}

function FieldLine({ node }: { node: SourceNode }) {
  const [first] = node.values;
  const leaf = node.members.length === 0;
  return (
    <>
      <span className="me-name">
        {node.name}
        {node.required && <abbr title={words.required}>*</abbr>}
      </span>
      <span className="me-type">{node.types.join(" | ")}</span>
      <span className="me-value">{leaf && first !== undefined ? shownValue(first, 40) : ""}</span>
    </>
  );
}

function FieldDetail({ node }: { node: SourceNode }) {
  return (
    <>
      <code>{node.path}</code>
      <Text size="sm">
        {[node.types.join(" | "), node.required && words.required, node.description].filter(Boolean).join(". ")}
      </Text>
    </>
  );
}

const Hint = () => (
  <Text size="sm" c="dimmed">
    {words.hint}
  </Text>
);
