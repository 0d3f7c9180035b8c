// A headless Chromium: the machine's own, named by CHROMIUM where it lies elsewhere.
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens a browser, and closes it whatever comes of the work. */
export async function withBrowser(work) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A page on which nothing may go wrong unseen: errors, and what the content security policy refused, are kept. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
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
