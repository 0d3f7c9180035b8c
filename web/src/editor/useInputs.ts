import { useState } from "react";
import { useSearchParams } from "react-router";
import { type Input, inputsOfFixtures } from "./inputs";
import * as server from "./server";
import type { Opened } from "./useOpened";

/** What a text can be tried on, and which of it is chosen: at first what the address names (`?try=fixture/two-mugs`). */
export function useInputs(opened: Opened, place: server.MappingPlace) {
  const [search] = useSearchParams();
  const [inputs, setInputs] = useState(opened.inputs);
  const [inputId, setInputId] = useState(() => idOf(opened.inputs, search.get("try")));

  /** Reads the fixtures anew, and chooses one of them. */
  async function reloadInputs(fixture: string): Promise<void> {
    const fixtures = inputsOfFixtures(await server.readFixtures(place));
    setInputs([...fixtures, ...inputs.filter(({ kind }) => kind === "sample")]);
    setInputId(`fixture/${fixture}`);
  }
  return { inputs, reloadInputs, inputId, setInputId };
}

const idOf = (inputs: readonly Input[], wanted: string | null): string =>
  (inputs.find(({ id }) => id === wanted) ?? inputs[0])?.id ?? "";
