// Copies what the documentation page loads, with its licence, to where the server serves it from.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const from = new URL("node_modules/swagger-ui-dist/", import.meta.url);
const to = new URL("../api/crossdock_api/static/swagger-ui/", import.meta.url);

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
for (const name of [
  "swagger-ui-bundle.js",
  "swagger-ui-bundle.js.LICENSE.txt",
  "swagger-ui.css",
  "LICENSE",
  "NOTICE",
]) {
  cpSync(new URL(name, from), new URL(name, to));
}
console.log(`Built ${fileURLToPath(to)}`);
