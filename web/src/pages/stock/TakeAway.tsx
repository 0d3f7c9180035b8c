import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Place, queries, type Shape } from "@/api/client";
import { problemOf } from "@/api/problem";
import { newOf } from "@/pages/stock/buffer";
import { checked, STOCK } from "@/pages/stock/server";
import { texts } from "@/pages/stock/texts";
import { notify } from "@/parts/notices";

const words = texts.buffers;

/** Keeps it back no longer; it can be kept back again at once. */
export function TakeAway({ place, buffer }: { place: Place; buffer: Shape["Buffer"] }) {
  const client = useQueryClient();
  const take = queries.useMutation("delete", `${STOCK}/buffers/{buffer}`, {
    onSuccess: () => {
      const again = { params: { path: place }, body: newOf(buffer) };
      notify(words.took(buffer.sku), () => checked(api.POST(`${STOCK}/buffers`, again)));
      return client.invalidateQueries();
    },
    onError: (error) => notify(problemOf(error).detail),
  });
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={words.takeFor(buffer.sku, buffer.location)}
      loading={take.isPending}
      onClick={() => take.mutate({ params: { path: { ...place, buffer: buffer.id } } })}
    >
      {words.take}
    </Button>
  );
}
