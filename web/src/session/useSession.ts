import { useQuery } from "@tanstack/react-query";
import { queries, type Shape } from "@/api/client";
import { SESSION } from "@/api/queryClient";

export type Session = Shape["Session"];
export type Right = Session["rights"][number];

/** Who is signed in; throws where nobody is, so it belongs below `Gate`. */
export function useSession(): Session {
  const { data } = useQuery(SESSION);
  if (!data) throw new Error("Nobody is signed in.");
  return data;
}

/** Whether the signed-in person may do something: what they may not is not offered, and the server refuses it anyway. */
export function useMay(right: Right): boolean {
  return useSession().rights.includes(right);
}

/** Signs out in every browser; the token itself stays valid. */
export function useSignOutEverywhere(): () => void {
  const { mutate } = queries.useMutation("delete", "/api/v1/session/everywhere", {
    onSuccess: () => location.assign("/"),
  });
  return () => mutate({});
}

/** Signs out; a page that is loaded anew has forgotten everything that was read. */
export function useSignOut(): () => void {
  const { mutate } = queries.useMutation("delete", "/api/v1/session", { onSuccess: () => location.assign("/") });
  return () => mutate({});
}
