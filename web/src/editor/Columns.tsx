import { CodeEditor } from "./CodeEditor";
import { FindingList } from "./FindingList";
import { stepsOf } from "./json";
import { OutputPanel } from "./output/OutputPanel";
import { SourcePanel } from "./SourcePanel";
import { Suggest } from "./Suggest";
import { TargetPanel } from "./TargetPanel";
import { ToldNote } from "./ToldNote";
import { Positions } from "./text/positions";
import { texts } from "./texts";
import { type Bench, useSelectedPointers } from "./useBench";
import { type Looking, useLooking } from "./useLooking";

/** What comes in, the text, and what goes out, side by side. */
export function Columns({ bench }: { bench: Bench }) {
  const looking = useLooking(bench);
  const { trees, mayEdit } = bench;
  return (
    <div className="me-columns">
      <SourcePanel
        tree={trees.source}
        selected={trees.sourceNode}
        pickedUp={looking.pickedUp}
        lit={trees.lit}
        used={trees.sourceNode ? trees.rules : []}
        editable={mayEdit}
        onSelect={looking.selectSource}
        onPickUp={looking.setPickedUp}
        onShowTarget={(rule) => looking.showTarget(rule.names)}
      />
      <TextColumn bench={bench} looking={looking} />
      <TargetColumn bench={bench} looking={looking} />
    </div>
  );
}

function TextColumn({ bench, looking }: { bench: Bench; looking: Looking }) {
  const { opened, mayEdit, ports, findings, answers, edits, setView } = bench;
  return (
    <section className="me-panel" aria-label={texts.text}>
      <CodeEditor
        initial={opened.text}
        readOnly={!mayEdit}
        ports={ports}
        findings={findings}
        onFix={(finding) => edits.fix(finding, findings.text)}
        onView={setView}
      />
      <ToldNote told={edits.told} onDismiss={edits.dismiss} />
      <FindingList
        findings={findings.items}
        checked={answers.checked}
        editable={mayEdit}
        onShow={(finding) => looking.show(finding, true)}
        onFix={(finding) => edits.fix(finding, findings.text)}
      />
    </section>
  );
}

function TargetColumn({ bench, looking }: { bench: Bench; looking: Looking }) {
  const { trees, mayEdit, edits, answers, input } = bench;
  const selected = useSelectedPointers(bench);
  return (
    <div className="me-right">
      <TargetPanel
        tree={trees.target}
        selected={trees.targetNode}
        used={trees.used}
        subResults={trees.subResults}
        editable={mayEdit}
        onSelect={looking.selectTarget}
        onEnter={looking.enterTarget}
        onEscape={() => looking.setPickedUp(null)}
        onDrop={(node, key) => looking.link(trees.sourceOf(key), node)}
        onShow={(node) => looking.show(node.rules[0], true)}
        onRemove={edits.remove}
        onShowSource={looking.showSource}
        suggestionsFor={(node) => (
          <Suggest
            key={node.key}
            place={bench.place}
            inputs={bench.opened.inputs}
            node={node}
            onInsert={(suggestion) => edits.fill(node, suggestion)}
          />
        )}
      />
      <OutputPanel
        input={input}
        mapped={answers.mapped}
        trace={answers.trace}
        selected={selected}
        onShowPointer={(pointer) => looking.showTarget(stepsOf(pointer))}
        onShowSpan={(span) => looking.show(new Positions(answers.trace?.text ?? "").range(span), true)}
      />
    </div>
  );
}
