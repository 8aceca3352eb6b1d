// The reports of a network: layers, their total, and both as files.
import * as check from "../../check.js";
import type { EngineReport, GemmShape, NetworkReport } from "../types.js";
import { caveatsOf, costOf, designOf } from "./cost.js";
import { csvOf, type CsvKind, type Layer } from "./csv.js";
import type { FullSpec } from "./parts.js";
import { published } from "./published.js";

const KINDS: readonly CsvKind[] = ["compute", "bandwidth", "detailed"];
const SUMS = [
  "cycles", "idealCycles", "syncCycles", "drainCycles", "bubbleCycles", "macs", "partialProducts", "skippedZeroDigits", "carryPropagatingAdds", "compressorOps", "encoderUses",
] as const satisfies readonly (keyof EngineReport)[];

/** Every layer as often as it runs, one after another: counts and cycles add, shares of the cycles and of the array are weighted by cycles, if there are any. */
function totalOf(spec: FullSpec, layers: readonly Layer[]): EngineReport {
  const sum = (of: (layer: Layer) => number): number => layers.reduce((total, layer) => total + layer.repeat * of(layer), 0);
  const sums = Object.fromEntries(SUMS.map((key) => [key, sum((layer) => layer[key])])) as Record<(typeof SUMS)[number], number>;
  const weight = (layer: Layer): number => (sums.cycles === 0 ? 1 : layer.cycles), all = sum(weight);
  const share = (of: (layer: Layer) => number): number => all === 0 ? 0 : sum((layer) => weight(layer) * of(layer)) / all;
  return {
    ...sums,
    utilization: { min: share((l) => l.utilization.min), mean: share((l) => l.utilization.mean), max: share((l) => l.utilization.max) },
    mapping: share((l) => l.mapping),
    cost: costOf("bitmac.engine.layers", spec, sums.macs, sums, sums),
  };
}

/** `reports[i]` is of one run of `shapes[i]`. */
export function networkReport(spec: FullSpec, shapes: readonly GemmShape[], reports: readonly EngineReport[]): NetworkReport {
  const layers: readonly Layer[] = reports.map((report, i) => {
    const { name, m, n, k, repeat = 1 } = shapes[i]!;
    return { name, m, n, k, repeat, ...report };
  });
  const total = totalOf(spec, layers);
  return {
    layers, total,
    toCsv: (kind) => csvOf(check.choice("bitmac.engine.toCsv", "kind", kind, KINDS, "compute"), spec, layers),
    toJSON: () => ({
      format: "lanewise-network", version: 1, spec: { ...spec, constants: total.cost.constants },
      constants: total.cost.constants, unknown: total.cost.unknown, caveats: caveatsOf(total.cost.constants, designOf(spec)), layers, total, published,
    }),
  };
}
