// Runs a walk on a demo of its own, in a folder of its own: node walk/on_a_demo.mjs CROSSDOCK WALK
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const [crossdock, walk] = process.argv.slice(2);
const data = mkdtempSync(join(tmpdir(), "crossdock-walk-"));
const demo = spawn(crossdock, ["demo", "--data", data, "--port", "0"], { stdio: "inherit" });
const gone = new Promise((done) => demo.once("exit", done));
let status = 1;
try {
  // The note is the last thing a demo writes before it is up.
  while (!existsSync(join(data, "demo.json")) && demo.exitCode === null) await wait(200);
  if (demo.exitCode === null) status = spawnSync(process.execPath, [walk, data], { stdio: "inherit" }).status ?? 1;
} finally {
  demo.kill("SIGINT");
  await gone;
  rmSync(data, { recursive: true, force: true });
}
process.exit(status);
