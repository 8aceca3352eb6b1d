// npm run test:runtimes [-- names]: the suites of test/suites in every runtime that is present, one line for each.
// REQUIRE_RUNTIMES=all makes an absent runtime a failure.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.mjs";
import { chromium } from "./chromium.mjs";
import { Absent, root } from "./places.mjs";
import { bun, deno, node } from "./scripts.mjs";
import { workerd } from "./workerd.mjs";

const limit = 300_000; // ms, for one runtime; an idle machine needs a tenth
const major = Number(process.versions.node.split(".")[0]);
const runtimes = new Map([...new Set([20, 22, 24, major])].map((n) => [`node${n}`, node(n)]));
runtimes.set("deno", deno).set("bun", bun).set("workerd", workerd).set("chromium", chromium);

const names = process.argv.slice(2);
for (const name of names) {
  if (!runtimes.has(name)) {
    console.error(`unknown runtime ${name}; there are: ${[...runtimes.keys()].join(" ")}`);
    process.exit(2);
  }
}
if (!existsSync(join(root, "dist/index.js"))) {
  console.error("dist/ is not built: npm run build");
  process.exit(2);
}

const indent = (text) => text.split("\n").map((line) => `  ${line}`).join("\n");
const total = { passed: 0, failed: 0 };

function fail(name, summary, details) {
  total.failed += Math.max(1, details.length);
  console.log([`fail ${name}: ${summary}`, ...details.map(indent)].join("\n"));
}

const wasm = await bundle();

async function suites(name) {
  try {
    const outcomes = await runtimes.get(name)({ limit, wasm });
    const passed = outcomes.reduce((sum, one) => sum + one.passed, 0);
    const failed = outcomes.flatMap((one) => one.failed.map((f) => `${one.name ? `[${one.name}] ` : ""}${f.suite} › ${f.case}\n${indent(f.message)}`));
    total.passed += passed;
    if (failed.length) fail(name, `${failed.length} of ${passed + failed.length} failed`, failed);
    else if (passed === 0) fail(name, "no test ran", []);
    else console.log(`ok ${name} ${passed} tests`);
  } catch (error) {
    if (error instanceof Absent && process.env.REQUIRE_RUNTIMES !== "all") console.log(`skip ${name}: ${error.message}`);
    else fail(name, error instanceof Absent ? `${error.message}, and REQUIRE_RUNTIMES=all` : error.message, []);
  }
}

// Two at a time: each is one busy thread.
const queue = [...(names.length ? names : runtimes.keys())];
const next = async () => { for (let name = queue.shift(); name !== undefined; name = queue.shift()) await suites(name); };
await Promise.all([next(), next()]);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
