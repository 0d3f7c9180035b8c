// A headless Chromium, and pages on which nothing may go wrong unseen.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const web = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = web("playwright-core");
const AXE = readFileSync(web.resolve("axe-core/axe.min.js"), "utf-8");
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const LONGEST_WAIT_MS = 30_000;

/** Where a demo runs, and the tokens of its people; `folder` is where it keeps its data. */
export function readDemo(folder = process.env.CROSSDOCK_DEMO) {
  assert.ok(folder, "CROSSDOCK_DEMO names no folder of a running demo: `make browser` runs one.");
  return JSON.parse(readFileSync(join(folder, "demo.json"), "utf-8"));
}

/** A new token of the demo's project, issued on its own machine. */
export function issueToken(name, role, data = process.env.CROSSDOCK_DEMO) {
  const command = process.env.CROSSDOCK_COMMAND ?? fileURLToPath(new URL("../../.venv/bin/crossdock", import.meta.url));
  const asked = ["token", "issue", "--data", data, "--name", name, "--role", role, "--project", "demo"];
  const { status, stdout, stderr } = spawnSync(command, asked, { encoding: "utf-8" });
  assert.equal(status, 0, stderr);
  return stdout.match(/cdk_\S+/)[0];
}

export const openBrowser = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS });

/** A page of a browser of its own. What its scripts throw, and what the content security policy refuses, is in `wrong`. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  page.wrong = [];
  page.on("pageerror", (error) => page.wrong.push(String(error)));
  page.on("console", (message) => {
    // A browser logs each answer that is an error. Those are the API's way to say that nobody is signed in, or nothing held.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      page.wrong.push(message.text());
  });
  return page;
}

export async function signIn(page, url, token) {
  await page.goto(url);
  await page.getByPlaceholder("cdk_...").fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
}

/** Waits until a page has its heading, and nothing on it is on its way any more. */
export async function settle(page) {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector(".mantine-Loader-root") === null);
}

/** Fails where axe finds something serious on what is shown, and where anything went wrong until now. */
export async function checkPage(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag22aa"], resultTypes: ["violations"] }),
  );
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n  ")}`);
  assert.deepEqual(told, [], `axe at ${page.url()}`);
  assert.deepEqual(page.wrong, [], `errors at ${page.url()}`);
}
