// Two engines on the same work.
import * as check from "../../check.js";
import { OptionError, ShapeError } from "../../errors.js";
import type { Comparison, Cost, EngineReport, NetworkReport } from "../types.js";
import { caveatsOf, origins } from "./cost.js";
import { published } from "./published.js";

/** Of each ratio, the cost it is formed from and the constants that cost needs. */
const RATIOS: readonly (readonly [name: "time" | "isoArea" | "areaEfficiency" | "energyEfficiency", of: "throughputGops" | "areaEfficiency" | "energyEfficiency", needs: RegExp])[] = [
  ["time", "throughputGops", /\.mhz$/],
  ["isoArea", "areaEfficiency", /\.(mhz|areaUm2)$/],
  ["areaEfficiency", "areaEfficiency", /\.(mhz|areaUm2)$/],
  ["energyEfficiency", "energyEfficiency", /\.energy/],
];

/** A report, or the total of a network's. */
function report(arg: string, x: EngineReport | NetworkReport): EngineReport {
  const r = (x as Partial<NetworkReport> | undefined)?.total ?? x as EngineReport | undefined;
  const counts = [r?.cycles, r?.macs].every((x) => typeof x === "number" && x >= 0 && x < Infinity);
  if (!counts || typeof r?.cost?.constants !== "string" || !Array.isArray(r.cost.unknown)) throw new OptionError("bitmac.compare", arg, `${arg} is ${check.kindOf(x)}, expected the report of an engine or a network`);
  return r;
}

/** What the set lacks for one of the two. */
function missing(a: Cost, b: Cost, needs: RegExp): string | undefined {
  if (a.constants !== b.constants) return `the constants differ: ${a.constants} and ${b.constants}`;
  const [one, other] = [a, b].map((cost) => Object.entries(origins.get(cost)?.values ?? {}));
  const same = one!.length === other!.length && one!.every(([key, value]) => origins.get(b)!.values[key] === value);
  if (!same && origins.has(a) && origins.has(b)) return `the constants differ: two sets of the name ${a.constants}`;
  const keys = new Set([...a.unknown, ...b.unknown].filter((key) => needs.test(key)));
  return keys.size === 0 ? undefined : `${a.constants} holds no ${[...keys].join(", ")}`;
}

/** How many times as good the second of two engines is at the same work: base.cycles / other.cycles, and what the constants make of it.
 *
 *  Shapes    reports of products with equal m·n·k, or of networks of equal total.
 *  Effects   none.
 *  Accuracy  the cycles are exact. The other ratios are a model with the constants that both reports name, which hold at one operating point
 *            of designs of one size, and for the activity that the power was reported at; reports with different constants are compared in
 *            cycles only. Where an engine takes no cycle at all (nothing but zeros, rule "ideal"), it counts as one. What is absent has its reason in `unknown`. `published` has ratios of the literature for the same engines, on other
 *            libraries and operating points: they are there to be read beside these, nothing is fitted to them.
 *  Throws    OptionError, ShapeError for different work.
 *  Source    Wu et al. 2025, arXiv 2503.06342 (the quantities compared).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("i8", 64, 64), B = k.matrix("i8", 64, 64);
 *  const run = (pe) => k.bitmac.engine({ kind: "systolic-os", m: 16, n: 16, pe }).run(A, B);
 *  const { cycles, time } = k.bitmac.compare(run("mac"), run("opt1"));
 *  console.log(cycles, time.toFixed(2)); // 1 2.09 */
export function compare(base: EngineReport | NetworkReport, other: EngineReport | NetworkReport): Comparison {
  const a = report("base", base), b = report("other", other);
  if (a.macs !== b.macs) throw new ShapeError("bitmac.compare", "other", `other.macs is ${b.macs}, expected ${a.macs} (the same work as base)`);
  const ratios: Partial<Record<string, number>> = {};
  const unknown: Record<string, string> = {};
  for (const [name, of, needs] of RATIOS) {
    const from = a.cost[of], to = b.cost[of];
    const reason = missing(a.cost, b.cost, needs);
    if (reason === undefined && from !== undefined && to !== undefined) ratios[name] = to / from;
    else unknown[name] = reason ?? (a.cycles * b.cycles === 0 ? "no cycle was taken" : "nothing was computed");
  }
  if (a.cycles * b.cycles === 0) unknown.cycles = "no cycle was taken, which counts as one";
  const caveats = a.cost.constants === b.cost.constants ? caveatsOf(a.cost.constants, origins.get(a.cost)?.design ?? "", origins.get(b.cost)?.design ?? "") : [];
  return { cycles: Math.max(a.cycles, 1) / Math.max(b.cycles, 1), ...ratios, unknown, caveats, published };
}
