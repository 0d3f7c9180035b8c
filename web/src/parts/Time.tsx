import { ago, moment } from "@/format/time";

/** When something was: how long ago, with the moment itself beneath the pointer. */
export function Time({ at, exact = false }: { at: string; exact?: boolean }) {
  return (
    <time dateTime={at} title={exact ? ago(at) : moment(at)}>
      {exact ? moment(at) : ago(at)}
    </time>
  );
}
