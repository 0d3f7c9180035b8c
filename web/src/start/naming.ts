/** What a mapping between two resources would be called: `shopify-order-to-seko`, both named where they differ. */
export function nameFor(source: string, target: string): string {
  const [from = "", what = ""] = source.split("/");
  const [to = "", into = ""] = target.split("/");
  if (what === "" || into === "") return "";
  const parts = what === into ? [from, what, "to", to] : [from, what, "to", to, into];
  return parts.join("-").replaceAll("_", "-");
}
