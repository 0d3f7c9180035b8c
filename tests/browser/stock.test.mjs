// What the people who run a brand's stock do: see what may be sold and why, keep some back, close a shop and open it
// again, believe a reading.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkPage, openBrowser, openPage, readDemo, settle, signIn } from "./browser.mjs";

const { url, tokens } = readDemo();
const stock = `${url}/p/demo/sandbox/stock`;
const api = `${url}/api/v1/projects/demo/environments/sandbox/stock`;
const PHONE = { width: 390, height: 844 };
let browser;
let page;

before(async () => {
  browser = await openBrowser();
  page = await openPage(browser);
  await signIn(page, url, tokens.operator);
});
after(async () => {
  await browser.close();
  const headers = { Authorization: `Bearer ${tokens.operator}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ closed: false, reason: "The test is over." });
  await fetch(`${api}/channels/shop`, { method: "PUT", headers, body });
});

const dialog = () => page.getByRole("dialog");
const row = (name) => page.getByRole("row").filter({ hasText: name }).first();

test("what may be sold is found by the beginning of its SKU, with its reason in full", async () => {
  await page.goto(stock);
  await row("KETTLEGN12").waitFor();
  await page.getByRole("textbox", { name: "SKU begins with" }).fill("tin");
  await row("KETTLEGN12").waitFor({ state: "detached" });
  const why = row("TINROUNDS").getByRole("button", { name: "Why: TINROUNDS" });
  await why.focus();
  await page.keyboard.press("Enter");
  await page.getByText(/^When it was told: \d+ at the source/).waitFor();
  await checkPage(page);
  await page.reload();
  await row("TINROUNDS").waitFor();
  assert.equal(await page.getByRole("row").filter({ hasText: "KETTLEGN12" }).count(), 0);
  await page.setViewportSize(PHONE);
  await row("TINROUNDS").getByRole("button", { name: "Why: TINROUNDS" }).click();
  await page.getByText("At the source", { exact: true }).last().waitFor();
  await checkPage(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("textbox", { name: "SKU begins with" }).fill("none so");
  await page.getByText("No SKU that was ever read begins with 'none so'.").waitFor();
});

test("some is kept back, and given free, and kept back again", async () => {
  await page.goto(stock);
  await page.getByRole("tab", { name: "Kept back" }).click();
  await page.getByRole("button", { name: "Keep stock back" }).click();
  await dialog().getByRole("textbox", { name: "SKU", exact: true }).fill("TINROUNDS");
  await dialog().getByRole("textbox", { name: "Units" }).fill("7");
  await dialog().getByRole("textbox", { name: "Owner" }).fill("operations");
  await dialog().getByRole("textbox", { name: "Reason" }).fill("They come back dented.");
  await checkPage(page);
  await dialog().getByRole("button", { name: "Keep stock back" }).click();
  await row("They come back dented.").getByRole("cell", { name: "every location", exact: true }).waitFor();
  await checkPage(page);
  await page.getByRole("button", { name: "Take away the buffer of TINROUNDS at every location" }).click();
  await page.getByText("Nothing is kept back", { exact: true }).waitFor();
  const taken = page.getByRole("log").locator("> *").filter({ hasText: "nothing is kept back any more" });
  await taken.getByRole("button", { name: "Undo" }).click();
  await row("They come back dented.").waitFor();
  await page.getByRole("button", { name: "Take away the buffer of TINROUNDS at every location" }).click();
  await page.getByText("Nothing is kept back", { exact: true }).waitFor();
});

test("a shop is closed for a reason that everybody sees, and whoever closed it takes it back", async () => {
  await page.goto(stock);
  await page.getByRole("button", { name: "Close shop" }).click();
  await dialog().getByRole("textbox", { name: "Reason" }).fill("The prices are wrong.");
  await checkPage(page);
  await dialog().getByRole("button", { name: "Close shop" }).click();
  await page.getByText("shop is closed: it is told zero for everything").waitFor();
  await page.getByText("demo-operator: The prices are wrong.").waitFor();
  await row("KETTLEGN12").getByText("closed").waitFor();
  await checkPage(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Close shop" }).waitFor();
});

test("whoever may not close a shop sees why, and that it is closed", async () => {
  const other = await openPage(browser, { colorScheme: "dark" });
  await signIn(other, url, tokens.editor);
  await other.goto(stock);
  await other.getByText(/needs the role operator, and yours is editor/).waitFor();
  await other.getByRole("row").filter({ hasText: "KETTLEGN12" }).first().waitFor();
  assert.equal(await other.getByRole("button", { name: "Close shop" }).count(), 0);
  await checkPage(other);
});

test("a reading that is not believed is taken over by somebody who knows", async () => {
  const python = join(dirname(process.env.CROSSDOCK_COMMAND), "python");
  const written = fileURLToPath(new URL("doubted_reading.py", import.meta.url));
  execFileSync(python, [written, process.env.CROSSDOCK_DEMO]);
  await page.goto(`${url}/p/demo/live/stock`);
  await settle(page);
  await page.getByText(/14 of 20 SKUs that were above zero would fall to zero/).waitFor();
  await page.getByText("Nothing was read yet").waitFor();
  await page.getByRole("button", { name: "It is so: take it over" }).click();
  await dialog().getByRole("textbox", { name: "Reason" }).fill("The warehouse moves");
  await checkPage(page);
  await dialog().getByRole("button", { name: "It is so: take it over" }).click();
  await page.getByText(/demo-operator says that it is so: The warehouse moves/).waitFor();
  await checkPage(page);
});
