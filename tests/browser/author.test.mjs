// What consultants do: write a mapping, mend it, prove it with fixtures, fill lookups from a spreadsheet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkPage, openBrowser, openPage, readDemo, settle, signIn } from "./browser.mjs";

const { url, tokens } = readDemo();
const project = `${url}/p/demo/sandbox`;
const mapping = `${project}/mappings/shopify-order-to-seko`;
let browser;
let page;

before(async () => {
  browser = await openBrowser();
  page = await openPage(browser);
  await signIn(page, url, tokens.editor);
});
after(() => browser.close());

const text = () => page.getByRole("textbox", { name: "Mapping", exact: true });
const dialog = () => page.getByRole("dialog");

async function openEditor(search = "") {
  await page.goto(`${mapping}/edit${search}`);
  await page.getByRole("region", { name: "Output" }).getByText('"WebSalesOrder"').waitFor();
}

async function openFixtures() {
  await page.goto(`${mapping}/fixtures`);
  await settle(page);
}

/** Types behind the last character of the text. */
async function typeAtEnd(written) {
  await text().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(written);
}

test("a target field that is clicked shows its expression, its sources and its value", async () => {
  await openEditor();
  const target = page.getByRole("tree", { name: "Target" });
  await target.getByRole("treeitem", { name: /CourierName/ }).click();
  const panel = page.getByRole("region", { name: "Target" });
  await panel.getByRole("button", { name: "Show in the text" }).waitFor();
  await panel.getByText("Made of").waitFor();
  await text().locator(".me-mark").first().waitFor();
  await page.getByRole("tab", { name: "Why" }).click();
  await page.getByText("Looked up").waitFor();
  await checkPage(page);
});

test("a problem is mended by its button, and undone by a key", { timeout: 60_000 }, async () => {
  await openEditor();
  const problems = page.getByRole("region", { name: /problem/i });
  await problems.getByText("No problems").waitFor();
  await typeAtEnd(" ~> $uppercas");
  await problems.getByRole("button", { name: "Fix" }).first().click();
  await page.waitForFunction(() => document.querySelector(".cm-content").textContent.includes("$uppercase"));
  await checkPage(page);
  // At the slowest each letter was a step of its own; beyond the first step there is nothing to undo.
  for (let step = 0; step < 80; step += 1) await page.keyboard.press("Control+z"); // one a letter where typing is slow
  await problems.getByText("No problems").waitFor();
  await page.getByText(/Draft saved|No changes/).waitFor();
});

test("a fixture is made of what comes out now", async () => {
  await openEditor();
  await page.getByRole("button", { name: "Fixtures" }).click();
  await page.getByRole("menuitem", { name: "Make a fixture of this input" }).click();
  await dialog().getByRole("textbox", { name: "Name" }).fill("as-it-is-now");
  await dialog().getByText("What comes out now is as expected.").waitFor();
  await checkPage(page);
  await dialog().getByRole("button", { name: "Save" }).click();
  await dialog().waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Differences" }).click();
  await page.getByText("Exactly what the fixture expects.").waitFor();
});

test("an input is tried with fewer and more items, and one of them is kept", async () => {
  await page.getByRole("button", { name: "Fixtures" }).click();
  await page.getByRole("menuitem", { name: "Fewer and more items" }).click();
  const lines = dialog().getByRole("row", { name: /^line_items / });
  await lines.getByRole("button").first().click();
  await checkPage(page);
  await dialog().getByRole("button", { name: "Keep as a fixture" }).click();
  await dialog().getByRole("textbox", { name: "Name" }).waitFor();
  assert.equal(await dialog().getByRole("textbox", { name: "Name" }).inputValue(), "line-items-none");
  await page.keyboard.press("Escape");
});

test("a record from live becomes a fixture", async () => {
  await openFixtures();
  await page.getByRole("button", { name: "From a live record" }).click();
  await dialog().getByRole("textbox", { name: "Name" }).fill("from-live");
  await checkPage(page);
  await dialog().getByRole("button", { name: "Make the fixture" }).click();
  await dialog().waitFor({ state: "detached" });
  await page.getByRole("row", { name: /^from-live/ }).waitFor();
});

test("all fixtures run, and one that fails leads to its place in the editor", async () => {
  await openFixtures();
  await page.getByRole("button", { name: "Review as-it-is-now" }).click();
  const expected = dialog().getByRole("textbox", { name: "Expected output" });
  await expected.fill((await expected.inputValue()).replace(/"CurrencyCode": "\w+"/, '"CurrencyCode": "XXX"'));
  await dialog().getByText("differs in 1 place").waitFor();
  await dialog().getByRole("button", { name: "Save" }).click();
  await dialog().waitFor({ state: "detached" });
  await page.getByText("1 failed").waitFor();
  await checkPage(page);
  await page.getByRole("button", { name: /CurrencyCode/ }).click();
  await page.getByRole("treeitem", { name: /CurrencyCode/, selected: true }).waitFor();
});

test("a failing expectation is looked at, and what comes out now is accepted", async () => {
  await openFixtures();
  await page.getByRole("button", { name: "Review as-it-is-now" }).click();
  await dialog().getByRole("button", { name: "Expect what comes out now" }).click();
  await dialog().getByText("What comes out now is as expected.").waitFor();
  await dialog().getByRole("button", { name: "Save" }).click();
  await dialog().waitFor({ state: "detached" });
  await page.getByText("0 failed").waitFor();
});

test("rows are pasted from a spreadsheet, looked at, saved together, and taken back", async () => {
  await page.goto(`${project}/lookups/delivery-options`);
  await settle(page);
  const grid = page.getByRole("grid");
  await grid.waitFor();
  const before = await grid.getAttribute("aria-rowcount");
  const columns = (await grid.getByRole("columnheader").count()) - 1; // The last one tells when a row was used.
  const pasted = ["Pigeon", "Owl"].map((bird) => [bird, ...Array(columns - 1).fill("By air")].join("\t")).join("\n");
  await page.getByRole("button", { name: "Paste or import rows" }).click();
  await dialog().getByRole("textbox", { name: "Rows" }).fill(`${pasted}\nHalf a row`);
  await dialog().getByText("2 added").waitFor();
  await dialog().getByText("1 refused").waitFor();
  await checkPage(page);
  await dialog().getByRole("button", { name: "Save 2 changes" }).click();
  await grid.getByText("Pigeon").waitFor();
  await checkPage(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Undone").waitFor();
  await grid.getByText("Pigeon").waitFor({ state: "detached" });
  assert.equal(await grid.getAttribute("aria-rowcount"), before);
});

test("a text has no problems only once it was looked at", async () => {
  await openEditor();
  const problems = page.getByRole("region", { name: "Problems" });
  await problems.getByText("No problems").waitFor();
  let look;
  const looked = new Promise((done) => {
    look = done;
  });
  await page.route("**/lint", async (route) => {
    await looked;
    await route.continue();
  });
  await typeAtEnd(" ~> $uppercas");
  await problems.getByText("Checking …").waitFor();
  assert.equal(await problems.getByText("No problems").count(), 0);
  look();
  await problems.getByText(/^\d+ problems?$/).waitFor();
  await page.unroute("**/lint");
  for (let step = 0; step < 80; step += 1) await page.keyboard.press("Control+z"); // one a letter where typing is slow
  await problems.getByText("No problems").waitFor();
});

test("what can stand there is offered: paths, functions, lookups and variables", async () => {
  await openEditor();
  await text().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  const offered = page.getByRole("listbox", { name: "Completions" });
  const offers = async (typed, option) => {
    await page.keyboard.type(typed);
    await offered.getByRole("option", { name: option }).waitFor();
    await page.waitForTimeout(150); // A key that is pressed at once is meant for the text: the editor does not take the offer.
  };
  await offers("($first := line_it", /^line_items/);
  await page.keyboard.press("Enter");
  await offers("[0]; $fir", /^\$first/);
  await page.keyboard.press("Escape");
  await offers("; $uppercas", /^\$uppercase\s*<s-:s>/);
  await checkPage(page);
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight"); // Behind the bracket that the call was closed with.
  await offers('; $xref("delivery', /^delivery-options/);
  await page.keyboard.press("Enter");
  assert.match(await text().textContent(), /\$xref\("delivery-options"/);
  for (let step = 0; step < 90; step += 1) await page.keyboard.press("Control+z");
  await page.getByRole("region", { name: "Problems" }).getByText("No problems").waitFor();
  await page.getByText(/Draft saved|No changes/).waitFor();
});
