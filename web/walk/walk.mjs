// Walks through the studio of a running demo as an operator does: node walk/walk.mjs FOLDER_OF_A_RUNNING_DEMO
// Signs in, sees orders arrive, adds a missing lookup row, sees the held order go on, finds it by its number; axe on each page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { openPage, signIn, withBrowser } from "./browser.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const MINUTE = 60_000;
const [data] = process.argv.slice(2);
const { url, tokens } = JSON.parse(readFileSync(join(data, "demo.json"), "utf-8"));

/** Fails where axe finds something serious on what is shown. */
async function checkAccess(page) {
  await page.evaluate(readFileSync(AXE, "utf-8"));
  const { violations } = await page.evaluate(() => window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag22aa"] }));
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n  ")}`);
  assert.deepEqual(told, [], `axe at ${page.url()}`);
}

async function step(name, page, work) {
  await work();
  await checkAccess(page);
  console.log(`ok ${name}`);
}

await withBrowser(async (browser) => {
  const page = await openPage(browser);
  page.setDefaultTimeout(MINUTE);
  const main = page.getByRole("navigation", { name: "Main" });
  const received = page.getByRole("link", { name: /^\d[\d,]* received$/ });
  let number = "";

  await step("a stranger is asked for a token", page, async () => {
    await page.goto(url);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });
  await step("a token signs in", page, () => signIn(page, url, tokens.operator));
  await step("orders arrive while one looks", page, async () => {
    const before = await received.first().textContent();
    await page.waitForFunction(
      (text) => ![...document.querySelectorAll("a")].some((link) => link.textContent === text),
      before,
    );
  });
  await step("what is held stands under Exceptions, with its playbook", page, async () => {
    await main.getByRole("link", { name: /Exceptions/ }).click();
    const group = page.getByRole("region", { name: "lookup-miss" });
    await group.getByRole("heading", { name: "What to do" }).waitFor();
    number = await group.locator("tbody a").first().textContent();
  });
  await step("a missing row is added where it is missed", page, async () => {
    await page.locator("tbody a", { hasText: number }).first().click();
    await page.getByRole("heading", { name: `Exception ${number}` }).waitFor();
    await page.getByRole("button", { name: "Add row" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").first().waitFor();
    for (const field of await dialog.locator("input:not([readonly])").all()) await field.fill("DPD");
    await checkAccess(page);
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
  });
  await step("the order that waited for it is found by its number, and was let go", page, async () => {
    await page.keyboard.press("/");
    await page.keyboard.type(number);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `Order ${number}` }).waitFor();
    await page.getByText("released", { exact: false }).first().waitFor();
  });
  await step("a payload is shown when it is asked for", page, async () => {
    await page.getByRole("region", { name: "Records" }).getByRole("link").first().click();
    await page.getByRole("tab", { name: "Payload" }).click();
    await page.getByRole("button", { name: "Show the payload" }).click();
    await page.getByText('"order_number"').waitFor();
  });
  await step("whoever signs out is a stranger again", page, async () => {
    await page.getByRole("button", { name: "demo-operator" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });
  assert.deepEqual(page.wrong, []);
});
