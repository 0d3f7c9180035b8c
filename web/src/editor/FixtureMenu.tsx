import { Button, Menu } from "@mantine/core";
import { Link } from "react-router";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { texts } from "@/texts";

const words = texts.fixtures.menu;

export type FixtureDialogName = "keep" | "variants" | "run" | "capture";

interface Props {
  /** Whether there is an input to begin with. */
  hasInput: boolean;
  editable: boolean;
  onOpen: (dialog: FixtureDialogName) => void;
}

/** What can be done with fixtures while a text is written. */
export function FixtureMenu({ hasInput, editable, onOpen }: Props) {
  const place = { ...usePlace(), mapping: useName("mapping") };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default">
          {words.open}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen("run")}>{words.run}</Menu.Item>
        <Menu.Item disabled={!hasInput} onClick={() => onOpen("variants")}>
          {words.variants}
        </Menu.Item>
        {editable ? (
          <>
            <Menu.Item disabled={!hasInput} onClick={() => onOpen("keep")}>
              {words.keep}
            </Menu.Item>
            <Menu.Item onClick={() => onOpen("capture")}>{words.capture}</Menu.Item>
          </>
        ) : null}
        <Menu.Divider />
        <Menu.Item component={Link} to={pathTo("fixtures", place)}>
          {words.all}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
