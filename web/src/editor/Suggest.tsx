import { Button } from "@mantine/core";
import { type ComponentProps, useState } from "react";
import { texts as words } from "@/start/texts";
import { SuggestionList } from "./SuggestionList";

type Props = Omit<ComponentProps<typeof SuggestionList>, "onClose">;

/** Asks what may fill a field, and lists it where it was asked. */
export function Suggest(props: Props) {
  const [opened, setOpened] = useState(false);
  if (opened) return <SuggestionList {...props} onClose={() => setOpened(false)} />;
  return (
    <div>
      <Button size="compact-xs" variant="light" onClick={() => setOpened(true)} disabled={props.inputs.length === 0}>
        {words.editor.suggest}
      </Button>
    </div>
  );
}
