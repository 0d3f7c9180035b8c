import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import type { Place } from "@/api/client";
import { texts } from "@/texts";

const Palette = lazy(async () => ({ default: (await import("@/app/palette/Palette")).Palette }));
const KeyHelp = lazy(async () => ({ default: (await import("@/app/KeyHelp")).KeyHelp }));

/** The keys that work everywhere, and a button for those who do not know them yet. */
export function Keys({ place }: { place: Place | null }) {
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  useHotkeys([["shift+?", () => setOpen("keys")]]);
  // In fields and in the editor as well.
  useHotkeys([["mod+K", () => setOpen("palette")]], [], true);
  const close = () => setOpen(null);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        visibleFrom="md"
        onClick={() => setOpen("palette")}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
      >
        {texts.palette.open}
      </Button>
      <Suspense>
        {open === "palette" && <Palette place={place} onClose={close} />}
        {open === "keys" && <KeyHelp onClose={close} />}
      </Suspense>
    </>
  );
}
