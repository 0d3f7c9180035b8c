// Two people write on one mapping: the second is told who did what since when, and decides what stays.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkPage, issueToken, openBrowser, openPage, readDemo, signIn } from "./browser.mjs";

const { url, tokens } = readDemo();
let browser;
let page;
let colleague;
let mapping;

/** Asks the API as whoever has a token. */
async function ask(token, method, address, body, headers = {}) {
  const answer = await fetch(`${url}${address}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  assert.ok(answer.ok, `${method} ${address}: ${answer.status} ${await answer.clone().text()}`);
  return answer.json();
}

before(async () => {
  mapping = await ask(tokens.editor, "GET", "/api/v1/projects/demo/mappings/seko-stock-to-shopify");
  colleague = issueToken("colleague", "editor");
  browser = await openBrowser();
  page = await openPage(browser);
  await signIn(page, url, tokens.editor);
});
after(() => browser.close());

const text = () => page.getByRole("textbox", { name: "Mapping", exact: true });
const dialog = () => page.getByRole("dialog");
const news = () => page.getByRole("region", { name: "What others do meanwhile" });
const address = () => `/api/v1/projects/demo/mappings/${mapping.name}`;

test("whoever writes on the same mapping is told by name, and compared with", { timeout: 90_000 }, async () => {
  const { text: published } = await ask(tokens.editor, "GET", `${address()}/versions/${mapping.latest_version}`);
  await page.goto(`${url}/p/demo/sandbox/mappings/${mapping.name}/edit`);
  await text().waitFor();
  const theirs = { text: `/* theirs */\n${published}`, based_on: mapping.latest_version };
  await ask(colleague, "PUT", `${address()}/draft`, theirs, { "If-None-Match": "*" });
  await news().getByText("colleague is writing on this mapping, too").waitFor();
  await checkPage(page);
  await news()
    .getByRole("button", { name: /^Compare with/ })
    .click();
  await dialog().getByText("/* theirs */").waitFor();
  await checkPage(page);
  await dialog().getByRole("button", { name: "Keep all of mine" }).click();
  await news().waitFor({ state: "detached" });
});

test("what is published meanwhile is merged by hand, and never published over", { timeout: 90_000 }, async () => {
  await text().click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("/* mine */\n");
  await page.getByText("Draft saved").waitFor();
  const draft = await ask(colleague, "GET", `${address()}/draft`);
  const version = { text: draft.text, reason: "A note on top", based_on: mapping.latest_version };
  const { number } = await ask(colleague, "POST", `${address()}/versions`, version);
  await news()
    .getByText(new RegExp(`published version ${number}`))
    .waitFor();
  await page.getByRole("button", { name: "Publish …" }).click();
  await dialog().getByRole("textbox", { name: "Reason" }).fill("Over theirs");
  await dialog().getByRole("button", { name: "Publish", exact: true }).click();
  await dialog().getByText("published version", { exact: false }).waitFor();
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  await news()
    .getByRole("button", { name: /^Compare with/ })
    .click();
  await dialog().getByText("1 place to decide").waitFor();
  await dialog().getByRole("button", { name: "Write it by hand" }).click();
  await dialog().getByRole("textbox", { name: "What stays at this place" }).fill("/* both */\n");
  await checkPage(page);
  await dialog().getByRole("button", { name: "Save what was chosen" }).click();
  await news().waitFor({ state: "detached" });
  await text().getByText("/* both */").waitFor();
  await page.getByText("Draft saved").waitFor();
  const mine = await ask(tokens.editor, "GET", `${address()}/draft`);
  assert.deepEqual([mine.based_on, mine.text.startsWith("/* both */")], [number, true]);
  await checkPage(page);
});
