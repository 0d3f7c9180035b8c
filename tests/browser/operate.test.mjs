// What operations people do: see orders arrive, give a held one its missing lookup row, find it by its number.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { checkPage, openBrowser, openPage, readDemo, signIn } from "./browser.mjs";

const { url, tokens } = readDemo();
let browser;
let page;
let number = "";

before(async () => {
  browser = await openBrowser();
  page = await openPage(browser);
});
after(() => browser.close());

async function expectOther(read, earlier) {
  while (isDeepStrictEqual(await read(), earlier)) await wait(500);
}

const main = () => page.getByRole("navigation", { name: "Main" });

test("a stranger is asked for a token", async () => {
  await page.goto(url);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await checkPage(page);
});

test("a token signs in", async () => {
  await signIn(page, url, tokens.operator);
  await checkPage(page);
});

test("orders arrive while one looks", { timeout: 60_000 }, async () => {
  await page.goto(`${url}/p/demo/sandbox`);
  const received = page.getByRole("link", { name: /^\d[\d,]* received$/ });
  await received.first().waitFor();
  const earlier = await received.allTextContents();
  await expectOther(() => received.allTextContents(), earlier);
  await checkPage(page);
});

test("what is held stands under Exceptions in plain words, with its playbook", async () => {
  await main()
    .getByRole("link", { name: /Exceptions/ })
    .click();
  const group = page.getByRole("region", { name: "A key is missing in a lookup" });
  await group.getByRole("heading", { name: "What to do" }).waitFor();
  await group
    .getByText(/is not in the list delivery options/)
    .first()
    .waitFor();
  number = await group.locator("tbody a").first().textContent();
  assert.equal(await group.getByText("lookup-miss").count(), 0);
  await checkPage(page);
});

test("whoever wants every detail switches, and finds it so again", async () => {
  await page.getByRole("radiogroup", { name: "How exceptions are shown" }).getByText("All details").click();
  await page.getByRole("region", { name: "lookup-miss" }).waitFor();
  await page.reload();
  await page.getByRole("region", { name: "lookup-miss" }).waitFor();
  await checkPage(page);
  await page.getByText("In plain words").click();
  await page.getByRole("region", { name: "A key is missing in a lookup" }).waitFor();
});

test("one change to all held records of a cause is seen, and left", async () => {
  const group = page.getByRole("region", { name: "A key is missing in a lookup" });
  await group.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Change a value …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Field").fill("/note");
  await page.keyboard.press("Tab");
  await dialog.getByRole("textbox", { name: "Shall be" }).fill("Seen by the order desk");
  await dialog.getByRole("button", { name: "See what changes" }).click();
  await dialog.getByText(/^Changes \d+ of \d+ records?\.$/).waitFor();
  await dialog.getByRole("cell", { name: '"Seen by the order desk"' }).first().waitFor();
  await checkPage(page);
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "detached" });
});

test("a missing row is added where it is missed", async () => {
  await page.locator("tbody a", { hasText: number }).first().click();
  await page.getByRole("heading", { name: `Exception ${number}` }).waitFor();
  await page
    .locator("dl.facts")
    .getByText(/[A-Z]+-/)
    .waitFor();
  await page.getByRole("button", { name: "Add row" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").first().waitFor();
  for (const field of await dialog.locator("input:not([readonly])").all()) await field.fill("DPD");
  await checkPage(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
});

test("the order that waited for it is found by its number, and was let go", async () => {
  await page.keyboard.press("/");
  await page.keyboard.type(number);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: `Order ${number}` }).waitFor();
  await page.getByText("released", { exact: false }).first().waitFor();
  await checkPage(page);
});

test("a payload is shown when it is asked for", async () => {
  await page.getByRole("region", { name: "Records" }).getByRole("link").first().click();
  await page.getByRole("tab", { name: "Payload" }).click();
  await page.getByRole("button", { name: "Show the payload" }).click();
  await page.getByText('"order_number"').waitFor();
  await checkPage(page);
});

test("whoever signs out is a stranger again", async () => {
  await page.getByRole("button", { name: "demo-operator" }).click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await checkPage(page);
});
