import { loadSync } from "../index.js";
import { JSON_OPTION, UsageError, VARIANT_OPTION, variantOf } from "./command.js";
import type { Command } from "./command.js";
import { table } from "./table.js";

/** The engine that runs this, for reports: figures mean nothing without it. */
export function runtime(): string {
  const { node, v8 } = process.versions;
  return `Node ${node}, V8 ${v8}, ${process.platform} ${process.arch}`;
}

export const info: Command = {
  name: "info",
  usage: "[--variant V] [--json]",
  summary: "version, variant, engine features and memory",
  options: { variant: VARIANT_OPTION, json: JSON_OPTION },
  run(args, out) {
    if (args.positionals.length > 0) throw new UsageError(`argument ${JSON.stringify(args.positionals[0])} is unexpected`);
    const k = loadSync(variantOf(args));
    const { version, variant, features } = k;
    const memory = k.memory();
    k.free();
    if (args.flag("json")) {
      out.line(JSON.stringify({ version, variant, features, memory, runtime: runtime() }));
      return true;
    }
    const yes = (x: boolean): string => (x ? "yes" : "no");
    out.line(table([
      ["version", version],
      ["runtime", runtime()],
      ["variant", variant],
      ["simd", yes(features.simd)],
      ["relaxed", yes(features.relaxed)],
      ["fused", yes(features.fused)],
      ["threads", String(features.threads)],
      ...(features.reason === undefined ? [] : [["reason", features.reason]]),
      ["memory", `${mebibytes(memory.capacity)} held, ${mebibytes(memory.used)} used, ${mebibytes(memory.peak)} at most, ${memory.handles} handles`],
    ]));
    return true;
  },
};

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
