import { SegmentedControl } from "@mantine/core";
import { texts } from "./texts";
import { VIEWS, type View } from "./view";

/** Plain words, or every detail. */
export function ViewSwitch({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={texts.view}
      value={view}
      onChange={(to) => onChange(VIEWS.find((known) => known === to) ?? "full")}
      data={VIEWS.map((value) => ({ value, label: texts.views[value] }))}
    />
  );
}
