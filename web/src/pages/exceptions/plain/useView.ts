import { useState } from "react";
import { useSession } from "@/session/useSession";
import { readView, rememberView, type View } from "./view";

/** In which words exceptions are shown, and the switch. */
export function useView(): [View, (view: View) => void] {
  const { rights } = useSession();
  const [view, setView] = useState(() => readView(rights));
  return [
    view,
    (to) => {
      rememberView(to);
      setView(to);
    },
  ];
}
