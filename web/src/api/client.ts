// The one way to the API: typed by its own description, known by the session's cookie.
import createFetch from "openapi-fetch";
import createQueries from "openapi-react-query";
import type { components, paths } from "@/api/schema";

export type Shape = components["schemas"];

/** Shows the server that no page of another site made the browser send a request. */
export const STUDIO_HEADER = { "X-Crossdock-Studio": "1" };

/** The server could not be reached at all. */
export class Unreachable extends Error {}

export const api = createFetch<paths>({ baseUrl: location.origin, headers: STUDIO_HEADER, fetch: reach });

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    throw new Unreachable("The server does not answer.", { cause });
  }
}

/** `useQuery("get", path, ...)` and `useMutation("post", path)`: what goes wrong is thrown as problem details. */
export const queries = createQueries(api);

/** The path of the caller's project and environment, as most operations take it. */
export type Place = { project: string; environment: string };
