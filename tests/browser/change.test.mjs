// How a change goes live: a mapping from two examples, a version with its reason, an approval, and the way back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkPage, openBrowser, openPage, readDemo, settle, signIn } from "./browser.mjs";

const { url, tokens } = readDemo();
const project = `${url}/p/demo/sandbox`;
const mapping = `${project}/mappings/shopify-order-to-seko`;
let browser;
let editor;
let approver;
let version;

before(async () => {
  browser = await openBrowser();
  editor = await openPage(browser);
  approver = await openPage(browser);
  await signIn(editor, url, tokens.editor);
  await signIn(approver, url, tokens.approver);
});
after(() => browser.close());

/** Takes the first sample of a resource as an example. */
async function takeExample(heading, label, resource) {
  const side = editor.getByRole("region", { name: heading });
  await side.getByLabel(label).selectOption(resource);
  const sample = side.getByLabel("Take it from").locator("optgroup option").first();
  await sample.waitFor({ state: "attached" });
  await side.getByLabel("Take it from").selectOption(await sample.getAttribute("value"));
}

async function giveReason(page, reason, button) {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
  await checkPage(page);
  await dialog.getByRole("button", { name: button, exact: true }).click();
}

test("a mapping is started from two examples", async () => {
  await editor.goto(`${project}/mappings/new`);
  await takeExample("What comes in", "Source", "shopify/order");
  await takeExample("What must come out", "Target", "seko/order");
  await editor.getByRole("button", { name: "Suggest", exact: true }).click();
  await editor.getByRole("textbox", { name: "Name" }).fill("from-two-examples");
  await checkPage(editor);
  await editor.getByRole("button", { name: "Create the mapping" }).click();
  await editor.getByRole("heading", { name: "from-two-examples" }).waitFor();
  await editor.getByRole("region", { name: "Output" }).getByText("{").first().waitFor();
});

test("a draft is published with a reason", async () => {
  await editor.goto(`${mapping}/edit`);
  await editor.getByRole("region", { name: "Output" }).getByText('"WebSalesOrder"').waitFor();
  await editor.getByRole("textbox", { name: "Mapping", exact: true }).click();
  await editor.keyboard.press("Control+End");
  await editor.keyboard.type("\n/* Looked through. */");
  await editor.getByText("Draft saved").waitFor();
  await editor.getByRole("button", { name: "Publish …" }).click();
  await editor.getByText(/fixtures? pass/).waitFor();
  await giveReason(editor, "Looked through", "Publish");
  const told = await editor.getByText(/Version \d+ is published/).textContent();
  version = Number(/\d+/.exec(told)[0]);
});

test("whoever may not approve it asks for that, and reads why it is declined", async () => {
  await editor.goto(`${mapping}/promote?version=${version}`);
  await editor.getByRole("button", { name: "Ask for approval …" }).click();
  await giveReason(editor, "The warehouse waits for it", "Ask");
  await editor.getByText("demo-editor asked for it").waitFor();
  await approver.goto(url);
  const waiting = approver.getByRole("region", { name: "Waiting for your approval" });
  await waiting.getByText("demo-editor asks: The warehouse waits for it").waitFor();
  await approver.getByRole("button", { name: "Notifications: 1 new" }).waitFor();
  await checkPage(approver);
  await waiting.getByRole("link").click();
  await approver.getByRole("heading", { name: "What will change" }).waitFor();
  await approver.getByRole("button", { name: "Decline …" }).click();
  await giveReason(approver, "Not before noon", "Decline");
  await approver.getByText("declined by demo-approver: Not before noon").waitFor();
  await editor.goto(url);
  await editor.getByRole("button", { name: "Notifications: 1 new" }).click();
  await editor.getByText("declined by demo-approver: Not before noon").waitFor();
  await checkPage(editor);
  await editor.getByRole("link", { name: `shopify-order-to-seko v${version} to sandbox` }).click();
  await editor.getByRole("button", { name: "Ask again …" }).click();
  await giveReason(editor, "It is past noon", "Ask");
});

test("whoever may approve puts it live", async () => {
  await approver.goto(`${mapping}/promote?version=${version}`);
  await approver.getByText("It is past noon").waitFor();
  await approver.getByRole("button", { name: "Approve and put live" }).click();
  await giveReason(approver, "The fixtures pass", "Put live");
  await approver.getByText(`v${version} is live in sandbox`).first().waitFor();
  await approver.getByText("approved by demo-approver: The fixtures pass").waitFor();
  await settle(approver);
  await checkPage(approver);
});

test("it is rolled back in one step", async () => {
  await approver.goto(`${mapping}/promote?version=${version}`);
  await approver.getByRole("button", { name: "Roll back in sandbox" }).click();
  await giveReason(approver, "The warehouse asked for it", "Roll back");
  await approver
    .getByText(`v${version - 1} is live in sandbox`)
    .first()
    .waitFor();
  assert.deepEqual(approver.wrong, []);
});
