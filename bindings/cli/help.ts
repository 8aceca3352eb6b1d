import type { Command } from "./command.js";
import { table } from "./table.js";

const EXIT = "Exit status: 0 true, 1 false or failed, 2 wrong usage.";

export function helpOf({ name, usage, summary, options }: Command): string {
  const rows = Object.entries(options).map(([long, { short, value, help }]) => [
    `  ${short === undefined ? "" : `-${short}, `}--${long}${value === undefined ? "" : ` ${value}`}`, help,
  ]);
  return [`lanewise ${name} ${usage}`.trimEnd(), "", summary, "", table([...rows, ["  -h, --help", "print this"]]), "", EXIT].join("\n");
}

export function helpOfAll(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }) => [`  lanewise ${name}`, summary]);
  return ["Numeric kernels in WebAssembly SIMD.", "", table(rows), "", "lanewise <command> --help tells more; lanewise --version prints the version.", EXIT].join("\n");
}
