import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Place } from "@/api/client";
import { inputsOfSamples } from "@/editor/inputs";
import { readMapping, readResource } from "@/editor/server";
import { CaptureDialog } from "@/fixtures/CaptureDialog";
import { DeleteFixture } from "@/fixtures/DeleteFixture";
import { FixtureDialog } from "@/fixtures/FixtureDialog";
import type { Draft, Fixture } from "@/fixtures/fixture";
import { VariantsDialog } from "@/fixtures/VariantsDialog";
import { useMay } from "@/session/useSession";

export type Dialog =
  | { kind: "write"; draft: Draft; fixture: Fixture | null }
  | { kind: "capture" }
  | { kind: "variants"; fixture: Fixture }
  | { kind: "delete"; fixture: Fixture };

export type MappingPlace = Place & { mapping: string };

interface Props {
  place: MappingPlace;
  dialog: Dialog;
  onOpen: (dialog: Dialog | null) => void;
  onRun: () => void;
}

/** What is asked about fixtures: to write, capture, vary and delete them. */
export function FixtureDialogs({ place, dialog, onOpen, onRun }: Props) {
  const client = useQueryClient();
  const mayEdit = useMay("edit");
  const samples = useSamples(place);
  const close = () => onOpen(null);
  const saved = () => {
    close();
    void client.invalidateQueries({ queryKey: ["fixtures", place.project, place.mapping] }).then(onRun);
  };
  const write = (draft: Draft) => onOpen({ kind: "write", draft, fixture: null });
  switch (dialog.kind) {
    case "capture":
      return <CaptureDialog place={place} onSaved={saved} onClose={close} />;
    case "variants":
      return (
        <VariantsDialog
          place={place}
          text={null}
          input={dialog.fixture.input}
          onKeep={mayEdit ? write : undefined}
          onClose={close}
        />
      );
    case "delete":
      return <DeleteFixture place={place} fixture={dialog.fixture} onDeleted={saved} onClose={close} />;
    case "write":
      return (
        <FixtureDialog
          key={dialog.draft.name}
          place={place}
          text={null}
          draft={dialog.draft}
          fixture={dialog.fixture}
          samples={samples}
          onSaved={saved}
          onClose={close}
        />
      );
  }
}

/** The source's samples, to begin a fixture with. */
function useSamples(place: MappingPlace) {
  const samples = useQuery({
    queryKey: ["fixtures", "samples", place.project, place.mapping],
    queryFn: async ({ signal }) =>
      inputsOfSamples(await readResource((await readMapping(place, signal)).source, signal)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return samples.data ?? [];
}
