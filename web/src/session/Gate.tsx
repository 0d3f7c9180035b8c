import { Center } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "react-router";
import { problemOf } from "@/api/problem";
import { SESSION } from "@/api/queryClient";
import { Loading } from "@/parts/Loading";
import { ProblemNote } from "@/parts/ProblemNote";
import { SignIn } from "@/session/SignIn";

const FRESH_MS = 60_000;

/** Lets through whoever is signed in, and asks the others to sign in where they stand. */
export function Gate() {
  const { data, error, refetch } = useQuery({ ...SESSION, staleTime: FRESH_MS });
  if (error && problemOf(error).status === 401) return <SignIn />;
  if (data) return <Outlet />;
  return <Center mih="100vh">{error ? <ProblemNote error={error} onRetry={refetch} /> : <Loading />}</Center>;
}
