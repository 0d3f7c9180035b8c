import { useParams } from "react-router";
import type { Place } from "@/api/client";

/** The project and environment that the address names. */
export function usePlace(): Place {
  const { project, environment } = useParams();
  if (!project || !environment) throw new Error("This page stands outside of a project.");
  return { project, environment };
}

/** A further name in the address: `useName("record")`. */
export function useName(name: string): string {
  const value = useParams()[name];
  if (value === undefined) throw new Error(`The address of this page has no ${name}.`);
  return value;
}
