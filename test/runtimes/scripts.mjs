// Node, Deno and Bun: one process each, which prints the outcome.
import { join } from "node:path";
import { built, find, findNode, present } from "./places.mjs";
import { exec, outcome, withDirectory } from "./process.mjs";

const entry = join(built, "main.mjs");

const script = (file, args, limit) => withDirectory(async (home) => {
  const env = { HOME: home, DENO_DIR: home, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1", BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0", NODE_OPTIONS: "" };
  return [outcome(await exec(file, [...args, entry], { limit, env, cwd: built }))];
});

export const node = (major) => ({ limit }) =>
  script(present(findNode(major), `this is Node ${process.versions.node}, and test/runtimes/node_modules has no node${major}`), [], limit);

// No permission is granted: the package must not need any.
export const deno = ({ limit }) => script(present(find("deno"), "not installed"), ["run", "--no-prompt", "--no-config", "--no-lock"], limit);

export const bun = ({ limit }) => script(present(find("bun"), "not installed"), ["run"], limit);
