// What went wrong, whatever it was, in words that say what to do.
import { type Shape, Unreachable } from "@/api/client";
import { texts } from "@/texts";

export type Problem = Pick<Shape["ProblemDetails"], "status" | "code" | "detail" | "remedy" | "errors" | "title">;

/** The server's own problem details, or ours where it could not be reached or did not answer as itself. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error;
  const unreachable = error instanceof Unreachable;
  const told = unreachable ? texts.problems.unreachable : texts.problems.unknown;
  return { status: 0, code: unreachable ? "unreachable" : "unknown", errors: [], ...told };
}

function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error && "detail" in error && "status" in error;
}

/** Whether asking again may help: never where the server understood and refused. */
export function isPassing(error: unknown): boolean {
  const { status } = problemOf(error);
  return status === 0 || status >= 500;
}
