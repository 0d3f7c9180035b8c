// Pictures of every page, light and dark: node pictures.mjs FOLDER (`make pictures`)
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openBrowser, openPage, readDemo, settle, signIn } from "./browser.mjs";
import { placesOf } from "./places.mjs";

const folder = resolve(process.argv[2]);
const { url, tokens } = readDemo();
/** Until what moves into its place stands there. */
const STILL_MS = 800;
const PHONE = { width: 390, height: 844 };

async function picture(page, name, colorScheme) {
  await wait(STILL_MS);
  await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
}

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
for (const colorScheme of ["light", "dark"]) {
  const page = await openPage(browser, { colorScheme });
  await page.goto(url);
  await page.getByPlaceholder("cdk_...").waitFor();
  await picture(page, "sign-in", colorScheme);
  await signIn(page, url, tokens.editor);
  for (const [name, address] of await placesOf(url, tokens.editor)) {
    await page.goto(address);
    await settle(page);
    await picture(page, name, colorScheme);
  }
  await page.setViewportSize(PHONE);
  await page.goto(`${url}/p/demo/sandbox/exceptions`);
  await settle(page);
  await picture(page, "phone", colorScheme);
  for (const wrong of new Set(page.wrong)) console.error(`${colorScheme}: ${wrong}`);
}
await browser.close();
