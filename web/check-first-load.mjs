// Says how much JavaScript the first page loads, packed, and refuses more than is agreed.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MOST_KILOBYTES = 350;
const built = new URL("../api/crossdock_api/static/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("studio/manifest.json", built)));

/** The entry and what it imports before anything is shown. */
function* loaded(name, seen = new Set()) {
  if (seen.has(name)) return;
  seen.add(name);
  yield manifest[name].file;
  for (const imported of manifest[name].imports ?? []) yield* loaded(imported, seen);
}

const files = [...loaded("index.html")];
const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, built))).length, 0);
const kilobytes = Math.round(bytes / 1000);
console.log(`The first page loads ${kilobytes} kB of JavaScript, packed, in ${files.length} files.`);
if (kilobytes > MOST_KILOBYTES) {
  console.error(`That is more than ${MOST_KILOBYTES} kB: load something only where it is used.`);
  process.exit(1);
}
