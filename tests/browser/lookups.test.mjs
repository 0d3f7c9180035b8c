// What whoever answers for a lookup sees: rows that records wait for, with their money, and rows that nothing uses.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkPage, openBrowser, openPage, readDemo, settle, signIn } from "./browser.mjs";

const { url, tokens } = readDemo();
const project = `${url}/p/demo/sandbox`;
const MONEY = /[£€$][\d,]+\.\d{2}/;
let browser;
let page;

before(async () => {
  browser = await openBrowser();
  page = await openPage(browser);
  await signIn(page, url, tokens.editor);
});
after(() => browser.close());

test("the money that waits for a missing row stands on the overview, under Exceptions and beside the row", async () => {
  await page.goto(url);
  await page.getByText(MONEY).first().waitFor();
  await page.goto(`${project}/exceptions`);
  await page.getByRole("region", { name: "lookup-miss" }).getByText(MONEY).first().waitFor();
  await checkPage(page);
  await page.goto(`${project}/lookups`);
  await settle(page);
  const row = page.getByRole("row").filter({ has: page.getByRole("cell", { name: /^\d+ rows?$/ }) });
  await row.first().getByRole("link").first().click();
  const waiting = page.getByRole("region", { name: "Held records wait for these rows" });
  await waiting.getByText(MONEY).first().waitFor();
  await waiting
    .getByText(/records? waits?/)
    .first()
    .waitFor();
  await checkPage(page);
});

test("rows that no record uses are found, and stay in the address", async () => {
  const grid = page.getByRole("grid");
  await grid.waitFor();
  await grid
    .getByText(/ago|now/)
    .first()
    .waitFor();
  const all = Number(await grid.getAttribute("aria-rowcount"));
  await page.getByRole("combobox", { name: "Rows by use" }).selectOption({ label: "Used by no record within 30 days" });
  await page.getByText("Which rows records use is noted since", { exact: false }).waitFor();
  assert.match(page.url(), /unused=30/);
  await settle(page);
  await page.waitForFunction(
    (before) => Number(document.querySelector("[role=grid]")?.getAttribute("aria-rowcount") ?? 1) < before,
    all,
  );
  await checkPage(page);
});
