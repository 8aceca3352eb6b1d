// Costs through the public API: what constants make of counts, two engines compared, reports of networks as files.
import type { CostConstants, EngineReport, EngineSpec, GemmShape, Kernels } from "lanewise";
import { parseScaleSim } from "lanewise/io";
import { OWN, reportOf } from "../helpers/bitmac.cost.js";
import { withKernels } from "../helpers/guard.kernels.js";
import { close, equal, match, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const MAC: EngineSpec = { kind: "systolic-os", m: 16, n: 16 };
const OPT1: EngineSpec = { ...MAC, pe: "opt1" };
const OPT4C: EngineSpec = { kind: "opt4c", columns: 8, rows: 32 };
const SHAPES: readonly GemmShape[] = [{ name: "first", m: 40, n: 24, k: 33 }, { name: "dw", m: 9, n: 1, k: 9, repeat: 5 }];

const within = (body: (k: Kernels) => void) => (): void => withKernels("simd", body);

function sets(k: Kernels): void {
  same(k.bitmac.constants().map(({ name }) => name), ["saed32-readme", "saed32-reports", "paper-28nm"], "names");
  for (const set of k.bitmac.constants()) {
    equal(k.bitmac.constants(set.name), set, set.name);
    ok(Object.isFrozen(set) && Object.isFrozen(set.values), `${set.name} is frozen`);
    for (const [key, value] of Object.entries(set.values)) ok(value > 0 && value < Infinity, `${set.name}: ${key}`);
  }
  throws(() => k.bitmac.constants("saed"), { code: "option", op: "bitmac.constants", arg: "name", base: RangeError, message: /"saed", expected one of "saed32-readme", "saed32-reports", "paper-28nm"$/ });
  throws(() => k.bitmac.engine({ ...MAC, constants: "saed" }), { code: "option", arg: "constants", message: /expected one of "saed32-readme"/ });
  throws(() => k.bitmac.engine({ ...MAC, constants: { name: "x", values: { "opt4c.mhz": 0 } } }), { code: "option", arg: "constants", message: /values\["opt4c.mhz"\] is 0, expected a number from 1e-30 to 1e\+30$/ });
}

function run(k: Kernels, spec: EngineSpec): EngineReport {
  return k.scope((s) => {
    const A = s.matrix("i8", 40, 33, Int8Array.from({ length: 40 * 33 }, (_, i) => i * 37 % 256 - 128));
    return k.bitmac.engine(spec).run(A, s.matrix("i8", 33, 24));
  });
}

function costs(k: Kernels): void {
  const { cycles, macs, cost } = run(k, OPT1);
  equal(cost.constants, "saed32-readme");
  same(cost.unknown, [], "unknown");
  equal(cost.areaUm2, 362483, "area");
  const figures: readonly (readonly [string, number | undefined, number])[] = [
    ["throughput", cost.throughputGops, 2 * macs / (cycles / 0.322)], ["energy", cost.energyPj, 56.4 * 3.1 * cycles],
    ["area efficiency", cost.areaEfficiency, 2 * macs / (cycles / 0.322) / 0.362483], ["energy efficiency", cost.energyEfficiency, 2 * macs / (56.4 * 3.1 * cycles)],
  ];
  for (const [what, got, want] of figures) close([got! / want], [1], 1e-12, what);
  const slice = run(k, OPT4C);
  same(slice.cost.unknown, ["opt4c.energyPjPerElementCycle"], "unknown of opt4c");
  equal("energyPj" in slice.cost, false, "energy of opt4c");
  equal(slice.cost.areaUm2, 30877 / 32 * 256, "area of opt4c");
}

function ownSet(k: Kernels): void {
  const spec: EngineSpec = { kind: "matrix-2d", pe: "opt1", m: 2, n: 4, constants: OWN };
  const { cycles, cost, partialProducts, encoderUses, compressorOps, carryPropagatingAdds } = run(k, spec);
  equal(cost.constants, "own");
  equal(cost.areaUm2, 200, "area");
  equal(cost.energyPj, 0.5 * 8 * cycles + 2 * partialProducts + 4 * encoderUses + 8 * compressorOps + 16 * carryPropagatingAdds, "energy");
  const base = k.bitmac.constants("saed32-readme");
  const slower: CostConstants = { name: "slower", values: { ...base.values, "systolic-os.mac.mhz": 77 } };
  // Engines keep what they were given.
  const values: Record<string, number> = { "systolic-os.mac.mhz": 100 }, engine = k.bitmac.engine({ ...MAC, constants: { name: "mine", values } });
  values["systolic-os.mac.mhz"] = NaN;
  const { constants } = engine.spec as { constants: CostConstants };
  ok(Object.isFrozen(constants) && Object.isFrozen(constants.values), "frozen");
  equal(constants.values["systolic-os.mac.mhz"], 100, "not what was changed afterwards");
  equal(engine.layers(SHAPES).total.cost.mhz, 100, "in reports too");
  equal(k.bitmac.engine(MAC).spec.constants, "saed32-readme", "the default is filled in");
  equal(run(k, { ...MAC, constants: slower }).cost.throughputGops! * 2, run(k, MAC).cost.throughputGops, "half the frequency");
}

function compared(k: Kernels): void {
  const { cycles, time, isoArea, areaEfficiency, energyEfficiency, unknown, published } = k.bitmac.compare(run(k, MAC), run(k, OPT1));
  close([cycles, time!, isoArea!, areaEfficiency!, energyEfficiency!], [1, 322 / 154, 322 / 154 * 376683 / 362483, (322 / 362483) / (154 / 376683), 27.6 * 6.5 / (56.4 * 3.1)], 1e-12, "ratios");
  same(Object.keys(unknown), [], "unknown");
  ok(published.some(({ quantity, engine, ratio, source }) => quantity === "area efficiency" && engine === "systolic" && ratio === 1.27 && source === "abstract"), "published beside");
  ok(Object.isFrozen(published) && published.every(Object.isFrozen), "published is frozen");

  const other = run(k, OPT4C), slice = k.bitmac.compare(run(k, MAC), other);
  equal(slice.cycles, run(k, MAC).cycles / other.cycles, "cycles");
  ok(slice.time !== undefined && slice.isoArea !== undefined && !("energyEfficiency" in slice), "ratios of opt4c");
  equal(slice.unknown.energyEfficiency, "saed32-readme holds no opt4c.energyPjPerElementCycle", "reason");
  const tree = k.bitmac.compare(run(k, { kind: "adder-tree", m: 4, n: 4, k: 4 }), run(k, MAC));
  same(Object.keys(tree.unknown), ["time", "isoArea", "areaEfficiency", "energyEfficiency"], "unknown of adder-tree");
  equal(tree.unknown.isoArea, "saed32-readme holds no adder-tree.mac.areaUm2, adder-tree.mac.mhz", "reason");
  const mixed = k.bitmac.compare(run(k, MAC), run(k, { ...OPT4C, constants: "paper-28nm" }));
  equal(mixed.cycles, slice.cycles, "cycles across sets");
  equal(mixed.unknown.time, "the constants differ: saed32-readme and paper-28nm", "reason");
  equal("time" in mixed, false, "time across sets");
  const mine = (mhz: number): EngineReport => run(k, { ...MAC, constants: { name: "mine", values: { "systolic-os.mac.mhz": mhz } } });
  equal(k.bitmac.compare(mine(100), mine(200)).unknown.time, "the constants differ: two sets of the name mine", "two sets of one name");
  equal(k.bitmac.compare(mine(100), mine(100)).time, 1, "one set given twice");
  equal(k.bitmac.compare(JSON.parse(JSON.stringify(mine(100))) as EngineReport, mine(100)).time, 1, "a stored report goes by its name");
  // Of saed32 opt4c is one column: said wherever it is beside an array.
  equal(slice.caveats.length, 1, "caveats");
  match(slice.caveats[0]!, /^saed32-readme has opt4c as one column by itself .* favours opt4c$/, "caveat");
  same(k.bitmac.compare(other, other).caveats, [], "none among themselves");
  same(mixed.caveats, [], "none where nothing is formed");
}

function refused(k: Kernels): void {
  const cost = { constants: "none", unknown: [] }, a = reportOf(64, 8, cost);
  throws(() => k.bitmac.compare(a, reportOf(65, 8, cost)), { code: "shape", op: "bitmac.compare", arg: "other", message: "bitmac.compare: other.macs is 65, expected 64 (the same work as base)" });
  for (const bad of [undefined, null, 3, {}, { cycles: 3 }, { total: null }, { cycles: 3, macs: 64, cost: null }, { cycles: 3, macs: 64, cost: {} }, { ...a, cycles: NaN }, { ...a, cycles: -1 }, { ...a, macs: "64" }, { ...a, cost: { constants: "x" } }]) {
    throws(() => k.bitmac.compare(bad as unknown as EngineReport, a), { code: "option", op: "bitmac.compare", arg: "base", message: /expected the report of an engine or a network$/ });
    throws(() => k.bitmac.compare(a, bad as unknown as EngineReport), { code: "option", op: "bitmac.compare", arg: "other" });
  }
}

function networks(k: Kernels): void {
  const net = k.bitmac.engine(OPT4C).layers(SHAPES, { seed: 3 }), [first, dw] = net.layers;
  same(net.layers.map(({ name, m, n, k: depth, repeat }) => `${name} ${m} ${n} ${depth} ${repeat}`), ["first 40 24 33 1", "dw 9 1 9 5"], "layers");
  for (const key of ["cycles", "idealCycles", "macs", "partialProducts", "skippedZeroDigits", "carryPropagatingAdds", "compressorOps", "encoderUses"] as const) equal(net.total[key], first![key] + 5 * dw![key], key);
  close([net.total.utilization.mean], [(first!.cycles * first!.utilization.mean + 5 * dw!.cycles * dw!.utilization.mean) / net.total.cycles], 1e-15, "mean");
  ok(net.total.utilization.max <= 1 && net.total.utilization.min <= net.total.utilization.mean && net.total.utilization.mean <= net.total.utilization.max, "shares");
  for (const [kind, columns] of [["compute", 6], ["bandwidth", 7], ["detailed", 19]] as const) {
    const lines = net.toCsv(kind).split("\n");
    equal(lines.length, 4, `${kind}: lines`);
    for (const line of lines.slice(0, 3)) equal(line.split(",").length, columns + 1, `${kind}: columns of ${line}`);
    match(lines[1]!, /^0, [0-9.e+-]+, /, kind);
  }
  const back = JSON.parse(JSON.stringify(net)) as { format: string; version: number; total: { cycles: number }; layers: readonly { name: string }[]; published: readonly unknown[] };
  equal(`${back.format} ${back.version} ${back.total.cycles} ${back.layers[1]!.name}`, `lanewise-network 1 ${net.total.cycles} dw`, "JSON");
  const dense = k.bitmac.engine(MAC).layers(SHAPES);
  equal(k.bitmac.compare(dense, net).cycles, dense.total.cycles / net.total.cycles, "networks compared");
}

/** A is nothing but zeros, the rule ideal: no cycle is taken, and every figure stays one. */
function idle(k: Kernels): void {
  const shapes = [{ name: "a", m: 6, n: 5, k: 7, repeat: 2 }, { name: "b", m: 8, n: 40, k: 4 }], zeros = (layer: GemmShape): Int8Array => new Int8Array(layer.m * layer.k);
  const ideal = k.bitmac.engine({ kind: "opt4c", columns: 8, rows: 32, rule: "ideal" }).layers(shapes, { operands: zeros }), rtl = k.bitmac.engine(OPT4C).layers(shapes, { operands: zeros });
  equal(ideal.total.cycles, 0, "cycles");
  same(Object.values(ideal.total.utilization), [1, 1, 1], "utilization of the whole");
  close([ideal.total.mapping], [(2 * ideal.layers[0]!.mapping + ideal.layers[1]!.mapping) / 3], 1e-15, "mapping of the whole");
  for (const kind of ["compute", "bandwidth", "detailed"] as const) ok(!/NaN|Infinity/.test(ideal.toCsv(kind)), kind);
  equal(JSON.stringify(ideal).includes("null"), false, "JSON");
  for (const [base, other, cycles] of [[ideal, ideal, 1], [rtl, ideal, rtl.total.cycles], [ideal, rtl, 1 / rtl.total.cycles]] as const) {
    const found = k.bitmac.compare(base, other);
    equal(found.cycles, cycles, "ratio");
    equal(found.unknown.cycles, "no cycle was taken, which counts as one", "and its reason");
    equal(found.unknown.time, "no cycle was taken", "time");
    equal(JSON.stringify(found).includes("null"), false, "JSON of the comparison");
  }
}

function topology(k: Kernels): void {
  const shapes = parseScaleSim("Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,\n\n\tConv1, 9, 9, 3, 3, 3, 8, 2,\nConv2_dw, 4, 4, 3, 3, 1, 1, 1,#dw\n");
  const net = k.bitmac.engine(MAC).layers(shapes);
  equal(net.total.macs, 16 * 8 * 27 + 8 * 4 * 9, "products");
  throws(() => parseScaleSim("Layer,M,N,K\na,1,2\n"), { code: "format", op: "io.parseScaleSim", message: /line 2, field "K": it is missing/ });
}

export const suite: Suite = {
  name: "bitmac.cost",
  cases: [
    test("sets of constants", within(sets)), test("costs of runs", within(costs)), test("constants of one's own", within(ownSet)), test("engines compared", within(compared)),
    test("what cannot be compared", within(refused)), test("networks", within(networks)), test("no cycle at all", within(idle)), test("a topology from its file to its report", within(topology)),
  ],
};
