// Entry for Node, Deno and Bun; bundle.mjs copies it beside suite.js. The last line printed is the outcome.
import { runAll } from "./suite.js";

console.log(JSON.stringify(await runAll()));
