import { type Place, queries } from "@/api/client";
import { expiringSoon } from "@/format/expiry";
import { ExpiringCredentials } from "@/parts/ExpiringCredentials";

/** The secrets of an environment's connections that soon expire. */
export function Expiring({ place }: { place: Place }) {
  const found = queries.useQuery("get", "/api/v1/projects/{project}/environments/{environment}/connections", {
    params: { path: place, query: { limit: 200 } },
  });
  const credentials = (found.data?.items ?? []).flatMap(({ name, expiries }) =>
    expiringSoon(expiries).map(({ secret, on }) => ({ ...place, connection: name, secret, expires_on: on })),
  );
  return <ExpiringCredentials credentials={credentials} />;
}
