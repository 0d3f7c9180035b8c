import { Autocomplete } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { Shape } from "@/api/client";
import { useSession } from "@/session/useSession";
import { texts } from "@/texts";

interface Props {
  value: string;
  onChange: (assignee: string) => void;
}

/** Whoever is to look after something: oneself, those who do so already, the owners, or any other name. */
export function AssigneeField({ value, onChange }: Props) {
  const me = useSession().name;
  const seen = useQueryClient()
    .getQueriesData<{ pages: { items: Shape["Hold"][] }[] }>({ queryKey: ["pages", "holds"] })
    .flatMap(([, data]) => data?.pages.flatMap(({ items }) => items) ?? []);
  const names = [me, ...seen.flatMap(({ assignee, owner }) => [assignee, owner])].filter(Boolean);
  return (
    <Autocomplete
      label={texts.exceptions.notes.assignee}
      data={[...new Set(names)]}
      value={value}
      onChange={onChange}
      maxLength={100}
      data-autofocus
    />
  );
}
