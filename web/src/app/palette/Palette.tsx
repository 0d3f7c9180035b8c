import { Modal, Text, TextInput } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { Place } from "@/api/client";
import { type Command, looksLikeOrder, rank } from "@/app/palette/rank";
import { useCommands } from "@/app/palette/useCommands";
import { pathTo } from "@/app/places";
import { texts } from "@/texts";
import "@/app/palette/palette.css";

const words = texts.palette;

interface Props {
  place: Place | null;
  onClose: () => void;
}

/** Anything by its name, without a mouse: type, move with the arrows, Enter. */
export function Palette({ place, onClose }: Props) {
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = useFound(place, query);
  const list = useId();

  function run(command: Command | undefined): void {
    if (!command) return;
    onClose();
    command.run();
  }

  function move(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && found.length > 0) setChosen((chosen + by + found.length) % found.length);
    if (event.key === "Home") setChosen(0);
    if (event.key === "Enter") run(found[chosen]);
    if (by || event.key === "Enter") event.preventDefault();
  }

  return (
    <Modal opened onClose={onClose} withCloseButton={false} size="lg" yOffset="12vh" aria-label={words.title} p={0}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={words.title}
        aria-expanded
        aria-controls={list}
        aria-activedescendant={found[chosen] ? `${list}-${chosen}` : undefined}
        placeholder={place ? words.placeholder : words.placeholderOutside}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={move}
        size="md"
      />
      <Options list={list} found={found} chosen={chosen} onChoose={setChosen} onRun={run} />
      {found.length === 0 && (
        <Text size="sm" c="dimmed" p="sm" role="status">
          {words.nothing(query)}
        </Text>
      )}
    </Modal>
  );
}

interface OptionsProps {
  list: string;
  found: readonly Command[];
  chosen: number;
  onChoose: (index: number) => void;
  onRun: (command: Command) => void;
}

function Options({ list, found, chosen, onChoose, onRun }: OptionsProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector(`#${CSS.escape(`${list}-${chosen}`)}`)?.scrollIntoView({ block: "nearest" });
  }, [list, chosen]);
  return (
    <div id={list} role="listbox" aria-label={words.results} className="palette-list" ref={box}>
      {found.map((command, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input that owns the list has the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input (aria-activedescendant)
        <div
          key={command.id}
          id={`${list}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className="palette-option"
          onMouseMove={() => onChoose(index)}
          onClick={() => onRun(command)}
        >
          <span>{command.label}</span>
          <span className="palette-group">{command.group}</span>
        </div>
      ))}
    </div>
  );
}

function useFound(place: Place | null, query: string): Command[] {
  const navigate = useNavigate();
  const found = rank(useCommands(place), query);
  const name = query.trim();
  if (!place || !name) return found;
  const order: Command = {
    id: "order",
    label: words.order(name),
    group: words.groups.order,
    run: () => navigate(pathTo("timeline", { ...place, name })),
  };
  return looksLikeOrder(name) ? [order, ...found] : [...found, order];
}
