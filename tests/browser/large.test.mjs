// Long lists and large documents: only what is in sight is drawn, and everything can be scrolled to.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkPage, openBrowser, openPage, readDemo, settle, signIn } from "./browser.mjs";

const { url, tokens } = readDemo();
const RECORDS = 10_000;
const LINES = 5_000;
const FIXTURE = "five-thousand-lines";
const MOST_ROWS = 120;
const MOST_NODES = 6_000;
const api = `${url}/api/v1/projects/demo/mappings/shopify-order-to-seko/fixtures/${FIXTURE}`;
const headers = { Authorization: `Bearer ${tokens.editor}`, "Content-Type": "application/json" };
let browser;
let page;

before(async () => {
  execFileSync(join(dirname(process.env.CROSSDOCK_COMMAND), "python"), [
    fileURLToPath(new URL("many_records.py", import.meta.url)),
    process.env.CROSSDOCK_DEMO,
  ]);
  await putLargeFixture();
  browser = await openBrowser();
  page = await openPage(browser);
  await signIn(page, url, tokens.editor);
});
after(async () => {
  await browser.close();
  const { headers: told } = await fetch(api, { headers });
  await fetch(api, { method: "DELETE", headers: { ...headers, "If-Match": told.get("etag") } });
});

/** A fixture whose input is an order of so many lines that its text has 5,000. */
async function putLargeFixture() {
  const resource = `${url}/api/v1/connectors/shopify/resources/order`;
  const { samples } = await (await fetch(resource, { headers })).json();
  const order = samples[0].payload;
  const [line] = order.line_items;
  const each = JSON.stringify(line, null, 2).split("\n").length;
  const count = Math.ceil(LINES / each);
  order.line_items = Array.from({ length: count }, (_, n) => ({ ...line, id: 1_000_000 + n, sku: `SKU-${n}` }));
  assert.ok(JSON.stringify(order, null, 2).split("\n").length >= LINES);
  const body = JSON.stringify({ input: order, expect: { kind: "partial", output: {} } });
  const answer = await fetch(api, { method: "PUT", headers: { ...headers, "If-None-Match": "*" }, body });
  assert.ok(answer.ok, await answer.text());
}

const nodes = () => page.evaluate(() => document.querySelectorAll("*").length);

test("a list of 10,000 records is scrolled to its end, and few of them are ever drawn", {
  timeout: 120_000,
}, async () => {
  await page.goto(`${url}/p/demo/live/records`);
  const table = page.getByRole("table", { name: "Records" });
  await table.waitFor();
  const rows = table.locator(".records-body .records-row");
  const newest = () => rows.first().getByRole("link").textContent();
  const first = await newest();
  while ((await table.getAttribute("aria-rowcount")) !== String(RECORDS + 1)) {
    const known = await table.getAttribute("aria-rowcount");
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForFunction(
      (was) => document.querySelector(".records").getAttribute("aria-rowcount") !== was,
      known,
    );
    assert.ok((await rows.count()) < MOST_ROWS);
  }
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await table.locator(`[aria-rowindex="${RECORDS + 1}"]`).waitFor();
  assert.ok((await rows.count()) < MOST_ROWS);
  assert.ok((await nodes()) < MOST_NODES);
  await page.evaluate(() => window.scrollTo(0, 0));
  await table.locator('[aria-rowindex="2"]').waitFor();
  assert.equal(await newest(), first);
  await checkPage(page);
});

test("a payload of 5,000 lines is mapped while one types, and only what is in sight is drawn", async () => {
  await page.goto(`${url}/p/demo/sandbox/mappings/shopify-order-to-seko/edit?try=fixture/${FIXTURE}`);
  const output = page.getByRole("region", { name: "Output" });
  await output.getByText('"WebSalesOrder"').waitFor();
  await settle(page);
  assert.ok((await page.locator(".cm-line").count()) < 400);
  assert.ok((await nodes()) < MOST_NODES);
  await output.locator(".cm-scroller").evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
  await output.getByText('"WebSalesOrder"').waitFor({ state: "detached" });
  assert.equal(await output.locator(".cm-line").last().textContent(), "}");
  assert.ok((await page.locator(".cm-line").count()) < 400);
  await page.getByRole("textbox", { name: "Mapping", exact: true }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n/* Still quick. */");
  await page.getByRole("region", { name: "Problems" }).getByText("No problems").waitFor();
  await page.keyboard.press("Control+z");
  await page.getByText(/Draft saved|No changes/).waitFor();
  await checkPage(page);
});
