import { Modal, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useName, usePlace } from "@/app/usePlace";
import { CaptureDialog } from "@/fixtures/CaptureDialog";
import { FixtureDialog } from "@/fixtures/FixtureDialog";
import { Outcome, Tally } from "@/fixtures/FixtureRuns";
import { type Draft, draftFor } from "@/fixtures/fixture";
import { runFixtures } from "@/fixtures/server";
import { VariantsDialog } from "@/fixtures/VariantsDialog";
import { Asked } from "@/parts/Asked";
import { texts } from "@/texts";
import type { FixtureDialogName } from "./FixtureMenu";
import { stepsOf } from "./json";
import type { Bench } from "./useBench";
import { useLooking } from "./useLooking";

interface Props {
  bench: Bench;
  text: string;
  dialog: FixtureDialogName;
  onClose: () => void;
}

/** Fixtures on the text that is written: one of the chosen input, of its variants, of a record, and what all of them give. */
export function FixtureDialogs({ bench, text, dialog, onClose }: Props) {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const [kept, setKept] = useState<Draft | null>(null);
  const { input, mayEdit } = bench;
  const saved = (name: string) => {
    onClose();
    void bench.reloadInputs(name);
  };
  if (dialog === "run") return <RunDialog bench={bench} text={text} onClose={onClose} />;
  if (dialog === "capture") return <CaptureDialog place={place} onSaved={saved} onClose={onClose} />;
  if (dialog === "variants" && input && !kept) {
    const keep = mayEdit ? setKept : undefined;
    return <VariantsDialog place={place} text={text} input={input.payload} onKeep={keep} onClose={onClose} />;
  }
  return (
    <FixtureDialog
      place={place}
      text={text}
      draft={kept ?? draftFor(input?.payload)}
      fixture={null}
      samples={bench.inputs.filter(({ kind }) => kind === "sample")}
      onSaved={saved}
      onClose={onClose}
    />
  );
}

/** Every fixture on the text; a place that differs leads to the field that makes it. */
function RunDialog({ bench, text, onClose }: Omit<Props, "dialog">) {
  const { place } = bench;
  const looking = useLooking(bench);
  const runs = useQuery({
    queryKey: ["editor", "runs", place.project, place.mapping, text],
    queryFn: ({ signal }) => runFixtures(place, text, signal),
    gcTime: 0,
    retry: false,
  });
  const show = (fixture: string, pointer: string) => {
    onClose();
    bench.setInputId(`fixture/${fixture}`);
    looking.showTarget(stepsOf(pointer));
  };
  const close = { "aria-label": texts.shared.close };
  return (
    <Modal opened onClose={onClose} size="lg" title={texts.fixtures.menu.runTitle} closeButtonProps={close}>
      <Asked query={runs}>
        {(found) => (
          <Stack gap="sm">
            <Tally runs={found} />
            {found.map((run) => (
              <section key={run.fixture} aria-label={run.fixture}>
                <Title order={3} size="h6">
                  {run.fixture}
                </Title>
                <Outcome run={run} onShowPointer={(pointer) => show(run.fixture, pointer)} />
              </section>
            ))}
          </Stack>
        )}
      </Asked>
    </Modal>
  );
}
