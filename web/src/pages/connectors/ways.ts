import type { Shape } from "@/api/client";
import { texts } from "@/texts";

const words = texts.connectors.resources;
type Resource = Pick<Shape["ResourceSummary"], "name" | "read" | "since" | "counted">;
type Around = {
  webhooks: readonly Pick<Shape["WebhookSummary"], "name" | "resource">[];
  operations: readonly Pick<Shape["OperationSummary"], "name" | "resource">[];
};

/** How records of a resource come, or go: in a list, by webhooks, by what is written. */
export function waysOf({ name, read, since, counted }: Resource, { webhooks, operations }: Around): string[] {
  const told = namesOf(webhooks, name);
  const written = namesOf(operations, name);
  const listed = since ? words.since : words.read;
  return [
    read ? listed : "",
    !read && counted ? words.counted : "",
    told && words.told(told),
    written && words.written(written),
  ].filter((way) => way !== "");
}

const namesOf = (parts: readonly { name: string; resource: string }[], resource: string): string =>
  parts
    .filter((part) => part.resource === resource)
    .map(({ name }) => name)
    .join(", ");
