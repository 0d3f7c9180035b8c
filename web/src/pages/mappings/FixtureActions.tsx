import { Button, Group, Menu } from "@mantine/core";
import { Link } from "react-router";
import { draftOf, type Fixture } from "@/fixtures/fixture";
import type { Dialog } from "@/pages/mappings/FixtureDialogs";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.fixtures;

interface Props {
  fixture: Fixture;
  editor: string;
  onOpen: (dialog: Dialog) => void;
}

/** What can be done with one fixture. */
export function FixtureActions({ fixture, editor, onOpen }: Props) {
  const mayEdit = useMay("edit");
  const mayRun = useMay("evaluate");
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <Button component={Link} to={editor} size="compact-xs" variant="subtle">
        {words.inEditor}
      </Button>
      {mayEdit ? (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`${words.open} ${fixture.name}`}
          onClick={() => onOpen({ kind: "write", draft: draftOf(fixture), fixture })}
        >
          {words.open}
        </Button>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-xs" variant="subtle" aria-label={words.more(fixture.name)}>
            ⋯
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayRun ? (
            <Menu.Item onClick={() => onOpen({ kind: "variants", fixture })}>{words.variants.title}</Menu.Item>
          ) : null}
          {mayEdit ? (
            <Menu.Item color="red" onClick={() => onOpen({ kind: "delete", fixture })}>
              {texts.shared.delete}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
