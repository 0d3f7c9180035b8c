// Pictures of every page, light and dark: node walk/screenshots.mjs FOLDER_OF_A_RUNNING_DEMO FOLDER_FOR_PICTURES
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openPage, signIn, withBrowser } from "./browser.mjs";

const [data, pictures] = process.argv.slice(2);
const { url, tokens } = JSON.parse(readFileSync(join(data, "demo.json"), "utf-8"));
const token = tokens.operator;
const api = `${url}/api/v1/projects/demo/environments/sandbox`;

async function items(path) {
  const response = await fetch(`${api}/${path}`, { headers: { Authorization: `Bearer ${token}` } });
  return (await response.json()).items;
}

const [delivered] = await items("records?state=delivered&limit=1");
const [hold] = await items("holds?code=lookup-miss&limit=1");
const MAPPING = "mappings/shopify-order-to-seko";
const PAGES = {
  home: "",
  records: "records",
  record: `records/${delivered.id}`,
  attempts: `records/${delivered.id}?tab=attempts`,
  effects: `records/${delivered.id}?tab=effects`,
  payload: `records/${delivered.id}?tab=payload`,
  replay: `records/${delivered.id}?tab=replay`,
  exceptions: "exceptions",
  exception: hold ? `exceptions/${hold.record}` : null,
  timeline: `timeline/${encodeURIComponent(delivered.key)}`,
  unknown: "timeline/nothing",
  lookups: "lookups",
  lookup: "lookups/delivery-options",
  mappings: "mappings",
  mapping: MAPPING,
  versions: `${MAPPING}/versions`,
  fixtures: `${MAPPING}/fixtures`,
};

mkdirSync(pictures, { recursive: true });
await withBrowser(async (browser) => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await openPage(browser, { colorScheme });
    await page.goto(url);
    await page.getByPlaceholder("cdk_...").waitFor();
    await page.screenshot({ path: join(pictures, `sign-in-${colorScheme}.png`) });
    await signIn(page, url, token);
    for (const [name, path] of Object.entries(PAGES)) {
      if (path === null) continue;
      await page.goto(`${url}/p/demo/sandbox/${path}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
    }
    await page.goto(`${url}/p/demo/live`);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: join(pictures, `live-${colorScheme}.png`) });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${url}/p/demo/sandbox/exceptions`);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: join(pictures, `phone-${colorScheme}.png`) });
    for (const wrong of new Set(page.wrong)) console.error(`${colorScheme}: ${wrong}`);
  }
});
