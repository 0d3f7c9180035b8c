// What operations people do with connections: pause and resume them, see how often they are asked, mind what expires.
import { after, before, test } from "node:test";
import { checkPage, issueToken, openBrowser, openPage, readDemo, settle, signIn } from "./browser.mjs";

const { url } = readDemo();
const connection = `${url}/p/demo/sandbox/connections/warehouse`;
const SOON = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
let browser;
let page;

before(async () => {
  browser = await openBrowser();
  page = await openPage(browser);
  await signIn(page, url, issueToken("keeper of connections", "admin"));
});
after(() => browser.close());

const dialog = () => page.getByRole("dialog");
const standing = () => page.getByRole("region", { name: "Whether it runs" });

test("a connection is paused with who and why, and goes on", async () => {
  await page.goto(connection);
  await standing().getByText("running").waitFor();
  await standing().getByRole("button", { name: "Pause" }).click();
  await dialog().getByRole("textbox", { name: "Reason" }).fill("They move the warehouse.");
  await checkPage(page);
  await dialog().getByRole("button", { name: "Pause" }).click();
  await standing().getByText("They move the warehouse.", { exact: false }).waitFor();
  await checkPage(page);
  await standing().getByRole("button", { name: "Resume" }).click();
  await dialog().getByRole("button", { name: "Resume" }).click();
  await standing().getByText("running").waitFor();
});

test("how often the platform is asked stands beside what it allows", async () => {
  const calls = page.getByRole("region", { name: "Calls" });
  await calls.getByText(/in the last hour/).waitFor();
  await calls.getByText(/in the last day/).waitFor();
});

test("the day on which a secret expires is entered, and told where everybody looks", async () => {
  const day = page.getByLabel(/expires on$/).first();
  await day.fill(SOON);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page
    .getByText(/expires in \d+ days/)
    .first()
    .waitFor();
  await checkPage(page);
  for (const address of [`${url}/p/demo/sandbox/connections`, `${url}/p/demo/sandbox`, url]) {
    await page.goto(address);
    await settle(page);
    await page
      .getByText(/expires in \d+ days/)
      .first()
      .waitFor();
    await checkPage(page);
  }
});
