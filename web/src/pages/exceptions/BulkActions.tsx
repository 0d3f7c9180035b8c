import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import type { Place, Shape } from "@/api/client";
import { type Act, BulkDialog } from "@/pages/exceptions/BulkDialog";
import { ChangeDialog } from "@/pages/exceptions/change/ChangeDialog";
import { texts as change } from "@/pages/exceptions/change/texts";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.exceptions.bulk;

interface Props {
  place: Place;
  /** What it is done to. */
  holds: readonly Shape["Hold"][];
  onDone: () => void;
}

/** What can be done to several held records at once. */
export function BulkActions({ place, holds, onDone }: Props) {
  const mayRead = useMay("read-payloads");
  // Those that were meant when it began: the list goes on changing beneath.
  const [begun, setBegun] = useState<{ act: Act | "change"; holds: readonly Shape["Hold"][] } | null>(null);
  const begin = (act: Act | "change") => setBegun({ act, holds });

  function end(): void {
    setBegun(null);
    onDone();
  }

  return (
    <>
      <Button size="xs" variant="default" onClick={() => begin("release")}>
        {words.release(holds.length)}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default">
            {words.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayRead && <Menu.Item onClick={() => begin("change")}>{change.act}</Menu.Item>}
          <Menu.Item onClick={() => begin("assign")}>{words.assign}</Menu.Item>
          <Menu.Item onClick={() => begin("snooze")}>{words.snooze}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => begin("skip")}>{words.skip(holds.length)}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {begun?.act === "change" && <ChangeDialog place={place} holds={begun.holds} onDone={end} onClose={end} />}
      {begun && begun.act !== "change" && (
        <BulkDialog place={place} act={begun.act} holds={begun.holds} onClose={end} />
      )}
    </>
  );
}
