import type { Live } from "@/pages/mappings/useLiveVersions";

interface Environment {
  environment: string;
  live: readonly Pick<Live, "mapping" | "version">[] | undefined;
}

/** Where a version may go next: the first environment, as changes travel, behind the last in which it is live. */
export function nextEnvironment(everywhere: readonly Environment[], mapping: string, number: number): string | null {
  const isLive = ({ live }: Environment) => live?.some((one) => one.mapping === mapping && one.version === number);
  const last = everywhere.findLastIndex((one) => isLive(one));
  return everywhere[last + 1]?.environment ?? null;
}
