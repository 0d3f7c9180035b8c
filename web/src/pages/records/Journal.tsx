import { queries } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { Asked } from "@/parts/Asked";
import { Story } from "@/parts/Story";

/** Everything that happened to a record. */
export function Journal({ place }: { place: RecordPlace }) {
  const found = queries.useQuery(
    "get",
    "/api/v1/projects/{project}/environments/{environment}/records/{record}/journal",
    {
      params: { path: place },
    },
  );
  return <Asked query={found}>{({ items }) => <Story entries={items} />}</Asked>;
}
