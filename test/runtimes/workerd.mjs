// workerd: the `workerd` build within a handler, and the default build at module scope.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { built, find, present } from "./places.mjs";
import { exec, outcome } from "./process.mjs";

// From this date on a Worker may compile bytes at module scope, though never in a handler.
const compatibilityDate = "2025-06-01";

/** Cap'n Proto configuration of one Worker; the first module is its entry. */
const config = (modules, wasm) => `using Workerd = import "/workerd/workerd.capnp";
const unitTests :Workerd.Config = (services = [(name = "suites", worker = .suites)]);
const suites :Workerd.Worker = (
  compatibilityDate = "${compatibilityDate}",
  modules = [
${[...modules.map((name) => [name, "esModule"]), ...wasm.map((name) => [name, "wasm"])].map(([name, kind]) => `    (name = "${name}", ${kind} = embed "${name}"),`).join("\n")}
  ],
);
`;

const flavours = (wasm) => [
  ["handler", config(["handler.mjs", "suite.workerd.js"], wasm)],
  ["startup", config(["startup.mjs", "suite.js"], [])],
];

export async function workerd({ limit, wasm }) {
  const file = present(find("workerd"), "not installed");
  const outcomes = [];
  for (const [name, text] of flavours(wasm)) {
    const path = join(built, `${name}.capnp`);
    await writeFile(path, text);
    outcomes.push({ name, ...outcome(await exec(file, ["test", path], { limit, cwd: built })) });
  }
  return outcomes;
}
