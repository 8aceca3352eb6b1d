// The command `lanewise`. A Node program over the public entries, and nothing else.
import { isKernelError, loadSync } from "../index.js";
import { bench } from "./bench.js";
import { Failure, UsageError, readArgs } from "./command.js";
import type { Command, Output } from "./command.js";
import { emulate } from "./emulate.js";
import { flip } from "./flip.js";
import { gemm } from "./gemm.js";
import { helpOf, helpOfAll } from "./help.js";
import { info } from "./info.js";
import { solve } from "./solve.js";
import { wht } from "./wht.js";

const COMMANDS: readonly Command[] = [info, bench, gemm, solve, wht, flip, emulate];
const HELP = ["--help", "-h"];

const out: Output = {
  line: (text) => { process.stdout.write(`${text}\n`); },
  warn: (text) => { process.stderr.write(`${text}\n`); },
  progress: (text) => { if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`); },
};

/** Returns the exit status. */
async function run([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined) {
    process.stderr.write(`${helpOfAll(COMMANDS)}\n`);
    return 2;
  }
  if (HELP.includes(name)) out.line(helpOfAll(COMMANDS));
  else if (name === "--version") out.line(loadSync().version);
  else return runCommand(name, rest);
  return 0;
}

async function runCommand(name: string, rest: readonly string[]): Promise<number> {
  const command = COMMANDS.find((c) => c.name === name);
  if (command === undefined) throw new UsageError(`no command ${JSON.stringify(name)}, expected ${COMMANDS.map((c) => c.name).join(", ")}`);
  const end = rest.indexOf("--");
  if (rest.slice(0, end < 0 ? undefined : end).some((arg) => HELP.includes(arg))) {
    out.line(helpOf(command));
    return 0;
  }
  return (await command.run(readArgs(command, rest), out)) ? 0 : 1;
}

/** One line on stderr. */
function report(name: string | undefined, error: unknown): number {
  const prefix = COMMANDS.some((c) => c.name === name) ? `lanewise ${name}` : "lanewise";
  const usage = error instanceof UsageError;
  const expected = usage || error instanceof Failure || isKernelError(error);
  process.stderr.write(`${prefix}: ${expected ? error.message : `internal error: ${String(error)}`}${usage ? ` (see ${prefix} --help)` : ""}\n`);
  return usage ? 2 : 1;
}

// A reader that has seen enough (`lanewise bench | head -1`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const argv = process.argv.slice(2);
run(argv).catch((error: unknown) => report(argv[0], error)).then((status) => { process.exitCode = status; });
