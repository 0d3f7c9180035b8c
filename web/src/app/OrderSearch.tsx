import { Kbd, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type FormEvent, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { Place } from "@/api/client";
import { pathTo } from "@/app/places";
import { texts } from "@/texts";

/** An order by any number that anybody gave it, from anywhere: `/` leads here. */
export function OrderSearch({ place }: { place: Place }) {
  const [name, setName] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useHotkeys([["/", () => input.current?.select()]]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!name.trim()) return;
    navigate(pathTo("timeline", { ...place, name: name.trim() }));
    setName("");
    input.current?.blur();
  }

  return (
    <form onSubmit={submit} className="order-search">
      <search>
        <TextInput
          ref={input}
          size="xs"
          aria-label={texts.shell.search}
          placeholder={texts.shell.search}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          rightSection={<Kbd size="xs">{texts.shell.searchKey}</Kbd>}
        />
      </search>
    </form>
  );
}
