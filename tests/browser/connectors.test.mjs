// A connector from the gallery to a connection that works: what it does, its samples, its sandbox, its authorisation.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { checkPage, issueToken, openBrowser, openPage, readDemo, settle, signIn } from "./browser.mjs";

const { url, sandboxes } = readDemo();
const project = `${url}/p/demo/sandbox`;
const consent = process.env.CROSSDOCK_CONSENT;
const DAYS = 90;
let browser;
let page;
let platform;

before(async () => {
  platform = await play(consent);
  browser = await openBrowser();
  page = await openPage(browser);
  await signIn(page, url, issueToken("keeper of connectors", "admin"));
});
after(async () => {
  await browser.close();
  platform.close();
});

/** A platform with a page on which a person says yes, and a token for the code that this gives. */
async function play(place) {
  const [host, port] = place.split(":");
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, `http://${place}`);
    if (pathname === "/authorise") {
      const back = new URL(searchParams.get("redirect_uri"));
      back.search = new URLSearchParams({ code: "made-up-code", state: searchParams.get("state") });
      response.setHeader("content-type", "text/html");
      response.end(`<!doctype html><title>Consent</title><a href="${back.href.replaceAll("&", "&amp;")}">Allow it</a>`);
      return;
    }
    response.setHeader("content-type", "application/json");
    const tokens = {
      access_token: "made-up-token",
      refresh_token: "made-up-refresh",
      refresh_token_expires_in: DAYS * 86_400,
    };
    response.end(JSON.stringify(pathname === "/token" ? tokens : []));
  }).listen(Number(port), host);
  await once(server, "listening");
  return server;
}

const dialog = () => page.getByRole("dialog");

test("a connector shows what it reads and writes, what is taken for granted, and what it cannot do", async () => {
  await page.goto(`${project}/connectors`);
  await page.getByRole("article", { name: "Veeqo" }).getByRole("link", { name: "Veeqo" }).click();
  const writes = page.getByRole("region", { name: "Writes" });
  await writes.getByText("The platform is asked whether it is there", { exact: false }).first().waitFor();
  await page.getByRole("region", { name: "Webhooks" }).getByText("its lists are polled", { exact: false }).waitFor();
  await checkPage(page);
  await page.getByRole("tab", { name: "States and events" }).click();
  await page.getByText("nothing can be called back").first().waitFor();
  await page.getByRole("region", { name: "Ledger events" }).getByText("shipped", { exact: true }).first().waitFor();
  await page.getByRole("tab", { name: "Limits" }).click();
  await page.getByText("5 requests a second, after 100 at once", { exact: false }).waitFor();
  await page.getByText("Ship an allocation twice: a replacement is a new order.").waitFor();
  await page.getByRole("region", { name: "Taken for granted" }).getByText("page_size of every list").waitFor();
  await checkPage(page);
});

test("a resource shows its fields and samples, of which only what is in sight is drawn", async () => {
  await page.goto(`${project}/connectors/shopify/resources/order`);
  await page.getByRole("textbox", { name: "Find a field" }).fill("line_items[].sku");
  await page.getByRole("treeitem", { name: /^sku/ }).first().click();
  await page.getByRole("region", { name: "Fields" }).getByText("line_items[].sku").waitFor();
  await page.getByLabel("Sample", { exact: true }).selectOption({ index: 1 });
  await page.waitForURL(/sample=/);
  await page.getByText(/^\d{3,} lines$/).waitFor();
  assert.ok((await page.locator(".json-line").count()) < 150);
  await checkPage(page);
});

test("from a resource a live record is captured, without anybody's data", async () => {
  await page
    .getByRole("region", { name: "Use it" })
    .getByRole("link", { name: "Capture one from live" })
    .last()
    .click();
  await dialog().getByRole("textbox", { name: "Name" }).fill("captured-from-gallery");
  await dialog().getByRole("button", { name: "Make the fixture" }).click();
  await page.getByRole("row", { name: /^captured-from-gallery/ }).waitFor();
});

test("a connection to a sandbox is filled in by a switch, and tested", async () => {
  await page.goto(`${project}/connectors/shopify?new`);
  await dialog().getByRole("textbox", { name: "Name" }).fill("trial");
  await dialog()
    .getByRole("switch", { name: /^Use a sandbox/ })
    .click();
  const address = dialog().getByRole("textbox", { name: "Address of the sandbox" });
  await dialog().getByText("crossdock sandbox shopify --port 9301").waitFor();
  await address.fill("http://127.0.0.1:1");
  await address.blur();
  await dialog().getByText("crossdock sandbox shopify --port 1", { exact: true }).waitFor();
  await dialog().getByLabel("Access token expires on").waitFor();
  await checkPage(page);
  await dialog().getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "trial", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText("CROSSDOCK_ALLOWED_HOSTS", { exact: false }).last().waitFor();
  await page.getByRole("textbox", { name: "Address of the sandbox" }).fill(sandboxes.shopify);
  await page.getByRole("textbox", { name: "Address of the sandbox" }).blur();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("trial is saved.").last().waitFor();
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText("It works").waitFor();
  await checkPage(page);
});

test("a connection is authorised at its platform, in a browser", async () => {
  await page.goto(`${project}/connectors/consent?new`);
  await dialog().getByRole("textbox", { name: "Name" }).fill("allowed");
  await dialog().getByRole("textbox", { name: "Address" }).fill(`http://${consent}`);
  await dialog().getByRole("textbox", { name: "Client id" }).fill("app");
  await dialog().getByLabel("Client secret").first().fill("made-up-secret");
  await dialog().getByRole("button", { name: "Save" }).click();
  const standing = page.getByRole("region", { name: "Authorised at the platform" });
  await standing.getByText("Nobody has allowed it yet", { exact: false }).waitFor();
  await standing.getByText(`${url}/p/authorised`).waitFor();
  await checkPage(page);
  await standing.getByRole("button", { name: "Authorise at Consent" }).click();
  await page.getByRole("link", { name: "Allow it" }).click();
  await page.getByText("allowed is authorised.").waitFor();
  await page.getByText(/^It was allowed, until /).waitFor();
  assert.equal(new URL(page.url()).search, "");
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText("It works").waitFor();
  await settle(page);
  await checkPage(page);
});
