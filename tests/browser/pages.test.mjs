// Every page of the studio, light and dark: nothing goes wrong on it, and axe finds nothing serious.
import { after, before, test } from "node:test";
import { checkPage, openBrowser, openPage, readDemo, settle, signIn } from "./browser.mjs";
import { placesOf } from "./places.mjs";

const { url, tokens } = readDemo();
const places = await placesOf(url, tokens.editor);
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

for (const colorScheme of ["light", "dark"]) {
  test(`${colorScheme}, as an editor`, async (pages) => {
    const page = await openPage(browser, { colorScheme });
    await signIn(page, url, tokens.editor);
    for (const [name, address] of places) {
      await pages.test(name, async () => {
        await page.goto(address);
        await settle(page);
        await checkPage(page);
      });
    }
  });
}
