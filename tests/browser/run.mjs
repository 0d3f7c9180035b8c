// Runs the browser tests on a demo of their own, in a folder of its own: node run.mjs CROSSDOCK [PICTURES]
// With a folder for pictures it takes those instead. CROSSDOCK_BROWSER_ONLY=change runs change.test.mjs alone.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const [crossdock, pictures] = process.argv.slice(2);
const here = fileURLToPath(new URL(".", import.meta.url));
const data = mkdtempSync(join(tmpdir(), "crossdock-browser-"));
const consent = `127.0.0.1:${await freePort()}`;
const demo = spawn(crossdock, ["demo", "--data", data, "--port", "0"], {
  stdio: ["ignore", "ignore", "inherit"],
  // With the plugin of a platform that connectors.test.mjs plays, since no bundled one is allowed by a person.
  env: { ...process.env, PYTHONPATH: join(here, "consent"), CROSSDOCK_ALLOWED_HOSTS: consent },
});
const gone = new Promise((done) => demo.once("exit", done));

/** A port of this machine where nobody listens. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** What node is to do with the demo: the tests one after the other, since they share it, or the pictures. */
function work() {
  if (pictures) return [join(here, "pictures.mjs"), pictures];
  const only = process.env.CROSSDOCK_BROWSER_ONLY ?? "";
  const tests = readdirSync(here).filter((name) => name.endsWith(".test.mjs") && name.startsWith(only));
  return ["--test", "--test-concurrency=1", "--test-reporter=spec", ...tests.sort().map((name) => join(here, name))];
}

let status = 1;
try {
  // The note is the last thing a demo writes before it is up.
  while (!existsSync(join(data, "demo.json")) && demo.exitCode === null) await wait(200);
  if (demo.exitCode === null) {
    const env = { ...process.env, CROSSDOCK_DEMO: data, CROSSDOCK_COMMAND: crossdock, CROSSDOCK_CONSENT: consent };
    status = spawnSync(process.execPath, work(), { stdio: "inherit", env }).status ?? 1;
  }
} finally {
  demo.kill("SIGINT");
  await gone;
  rmSync(data, { recursive: true, force: true });
}
process.exit(status);
