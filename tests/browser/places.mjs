// Where the demo's pages are, so that every one of them is checked and pictured.

const MAPPING = "mappings/shopify-order-to-seko";

/** Names and addresses of all pages of a demo, as somebody with the token finds them there. */
export async function placesOf(url, token) {
  const environment = `${url}/api/v1/projects/demo/environments/sandbox`;
  const first = async (path) => {
    const response = await fetch(`${environment}/${path}`, { headers: { Authorization: `Bearer ${token}` } });
    return (await response.json()).items[0];
  };
  const [delivered, hold] = [await first("records?state=delivered&flow=orders&limit=1"), await first("holds?limit=1")];
  const places = {
    ...PLACES,
    record: `records/${delivered.id}`,
    attempts: `records/${delivered.id}?tab=attempts`,
    effects: `records/${delivered.id}?tab=effects`,
    payload: `records/${delivered.id}?tab=payload`,
    replay: `records/${delivered.id}?tab=replay`,
    timeline: `timeline/${encodeURIComponent(delivered.key)}`,
    ...(hold && { exception: `exceptions/${hold.record}` }),
  };
  const within = Object.entries(places).map(([name, path]) => [name, `${url}/p/demo/sandbox/${path}`]);
  return [...within, ["overview", url], ["authorised", `${url}/p/authorised`], ["live", `${url}/p/demo/live`]];
}

const PLACES = {
  home: "",
  flow: "flows/orders",
  records: "records",
  exceptions: "exceptions",
  nothing: "timeline/nothing",
  stock: "stock",
  lookups: "lookups",
  lookup: "lookups/delivery-options",
  mappings: "mappings",
  mapping: MAPPING,
  versions: `${MAPPING}/versions`,
  fixtures: `${MAPPING}/fixtures`,
  editor: `${MAPPING}/edit`,
  new: "mappings/new",
  promote: `${MAPPING}/promote`,
  environments: "environments",
  connections: "connections",
  connection: "connections/warehouse",
  connectors: "connectors",
  connector: "connectors/veeqo",
  states: "connectors/seko?tab=states",
  limits: "connectors/veeqo?tab=limits",
  settings: "connectors/shopify?tab=settings",
  resource: "connectors/shopify/resources/order",
  functions: "functions?function=moneyAdd",
  alerts: "alerts",
  audit: "audit",
};
