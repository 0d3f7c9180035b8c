import { queries, type Shape } from "@/api/client";

const EVERY_MS = 15_000;

/** What waits for the signed-in person, and what others answered; undefined while it is not known. */
export function useInbox(): Shape["Inbox"] | undefined {
  return queries.useQuery("get", "/api/v1/inbox", {}, { refetchInterval: EVERY_MS }).data;
}
