// Evaluates what it reads with the npm package `jsonata`: a line in, a line out, both JSON.
// In: {"source": text, "data": value}. Out: {"value": value}, {} for undefined, {"code": text} or {"crash": text}.
const readline = require("node:readline");
const jsonata = require(process.argv[2]);

const isFunction = (value) =>
  typeof value === "function" || value?._jsonata_lambda === true || value?._jsonata_function === true;

const shown = (key, value) => {
  if (isFunction(value)) return { "": "function" };
  if (typeof value === "number" && !Number.isFinite(value)) throw { code: "D1001" };
  return value;
};

const answer = async ({ source, data }) => {
  try {
    const expression = jsonata(source, { timeout: 2000, stack: 1000, sequence: 200000 });
    const before = JSON.stringify(data);
    const value = await expression.evaluate(data);
    if (JSON.stringify(data) !== before) return JSON.stringify({ crash: "the input was changed" });
    return JSON.stringify(value === undefined ? {} : { value }, shown);
  } catch (error) {
    return JSON.stringify(error.code ? { code: error.code } : { crash: String(error) });
  }
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${await answer(JSON.parse(line))}\n`);
  }
})();
