import { Button, Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useSession, useSignOut, useSignOutEverywhere } from "@/session/useSession";
import { texts } from "@/texts";

/** Who is signed in, light or dark, and the way out. */
export function Account() {
  const { name, role } = useSession();
  const signOut = useSignOut();
  const signOutEverywhere = useSignOutEverywhere();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          px={{ base: 8, sm: "sm" }}
          maw={{ base: 48, sm: 180 }}
          className="account"
          aria-label={name}
        >
          <span className="account-name">{name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.session.signedInAs(name, role)}</Menu.Label>
        <Menu.Item onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}>{texts.shell.theme}</Menu.Item>
        <Menu.Item component="a" href="/schema" target="_blank">
          {texts.shell.apiDocs}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={signOut}>{texts.session.signOut}</Menu.Item>
        <Menu.Item onClick={signOutEverywhere}>{texts.session.signOutEverywhere}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
