// Reports of networks: layers as often as they run, files that SCALE-Sim's readers take, plain data.
import { describe, expect, it } from "vitest";
import { networkReport } from "../../bindings/bitmac/engine/network.js";
import { costOf } from "../../bindings/bitmac/engine/cost.js";
import type { DenseSpec, FullSpec, SliceSpec } from "../../bindings/bitmac/engine/parts.js";
import type { EngineReport, GemmShape, NetworkReport } from "../../bindings/bitmac/types.js";
import { OWN, reportOf } from "../helpers/bitmac.cost.js";

const ARRAY: DenseSpec = { kind: "matrix-2d", pe: "opt1", m: 4, n: 8, k: 1, encoding: "mbe", constants: OWN };
const SHAPES: readonly GemmShape[] = [{ name: "first", m: 8, n: 16, k: 5 }, { name: "dw", m: 6, n: 1, k: 9, repeat: 3 }];
const counts = { partialProducts: 40, skippedZeroDigits: 4, carryPropagatingAdds: 2, compressorOps: 6, encoderUses: 8, idealCycles: 15, syncCycles: 1.5, drainCycles: 2.25, bubbleCycles: 0.75 };
const REPORTS: readonly EngineReport[] = [
  reportOf(640, 24, costOf("test", ARRAY, 640, { cycles: 24 }, counts), { ...counts, utilization: { min: 0.5, mean: 0.75, max: 1 }, mapping: 1 }),
  reportOf(54, 20, costOf("test", ARRAY, 54, { cycles: 20 }, counts), { ...counts, utilization: { min: 0, mean: 0.25, max: 0.9 }, mapping: 0.125 }),
];
const net = (spec: FullSpec = ARRAY): NetworkReport => networkReport(spec, SHAPES, REPORTS);

describe("networkReport", () => {
  it("keeps each layer as it ran once, under its name and shape", () => {
    expect(net().layers).toEqual([{ ...REPORTS[0], ...SHAPES[0], repeat: 1 }, { ...REPORTS[1], ...SHAPES[1] }]);
  });
  it("adds what layers do as often as they run", () => {
    const { total } = net();
    expect(total).toMatchObject({ cycles: 84, macs: 640 + 162, partialProducts: 160, skippedZeroDigits: 16, carryPropagatingAdds: 8, compressorOps: 24, encoderUses: 32, idealCycles: 60, syncCycles: 6, drainCycles: 9, bubbleCycles: 3 });
    expect(total.utilization.min).toBeCloseTo(24 * 0.5 / 84, 15);
    expect(total.utilization.mean).toBeCloseTo((24 * 0.75 + 60 * 0.25) / 84, 15);
    expect(total.utilization.max).toBeCloseTo((24 + 60 * 0.9) / 84, 15);
    expect(total.mapping).toBeCloseTo((24 + 60 * 0.125) / 84, 15);
    expect("trace" in total).toBe(false);
  });
  it("adds energies, keeps the one array, and takes the throughput of the whole", () => {
    const { total: { cost } } = net();
    expect(cost.energyPj).toBeCloseTo(REPORTS[0]!.cost.energyPj! + 3 * REPORTS[1]!.cost.energyPj!, 9);
    expect(cost.areaUm2).toBe(800);
    expect(cost.throughputGops).toBeCloseTo(2 * 802 / 84 * 0.5, 12);
    expect(networkReport({ ...ARRAY, constants: "paper-28nm" }, SHAPES, REPORTS).total.cost).toEqual({ constants: "paper-28nm", unknown: ["matrix-2d.opt1.areaUm2", "matrix-2d.opt1.mhz", "matrix-2d.opt1.energyPjPerElementCycle"] });
  });
  it("of no layers is all zeros", () => {
    const { total, toCsv } = networkReport(ARRAY, [], []);
    expect(total).toMatchObject({ cycles: 0, macs: 0, utilization: { min: 0, mean: 0, max: 0 }, mapping: 0 });
    expect(toCsv("compute").split("\n")).toHaveLength(2);
  });
});

/** As SCALE-Sim's users read its files: cells between commas, the last one empty. */
function table(csv: string): { header: string[]; rows: number[][] } {
  expect(csv.endsWith(",\n")).toBe(true);
  const [header, ...rows] = csv.slice(0, -1).split("\n").map((line) => line.split(",").slice(0, -1).map((cell) => cell.trim()));
  for (const row of rows) expect(row).toHaveLength(header!.length);
  return { header: header!, rows: rows.map((row) => row.map(Number)) };
}

describe("toCsv", () => {
  it("compute: SCALE-Sim's header to the letter, one row a layer, repeats multiplied in", () => {
    const csv = net().toCsv("compute");
    expect(csv.split("\n")[0]).toBe("LayerID, Total Cycles, Stall Cycles, Overall Util %, Mapping Efficiency %, Compute Util %,");
    expect(csv).toBe(net().toCsv());
    expect(table(csv).rows).toEqual([[0, 24, 0, 100 * 640 / (24 * 32), 100, 75], [1, 60, 0, 100 * 54 / (20 * 32), 12.5, 25]]);
  });
  it("bandwidth: words by cycle at the edge of the array; no DRAM", () => {
    const csv = net().toCsv("bandwidth");
    expect(csv.split("\n")[0]).toBe("LayerID, Avg IFMAP SRAM BW, Avg FILTER SRAM BW, Avg OFMAP SRAM BW, Avg IFMAP DRAM BW, Avg FILTER DRAM BW, Avg OFMAP DRAM BW,");
    expect(table(csv).rows).toEqual([[0, 80 / 24, 160 / 24, 128 / 24, 0, 0, 0], [1, 54 / 20, 18 / 20, 6 / 20, 0, 0, 0]]);
  });
  it("detailed: words in all, within the cycles of the layer", () => {
    const csv = net().toCsv("detailed");
    expect(csv.split("\n")[0]).toBe("LayerID, SRAM IFMAP Start Cycle, SRAM IFMAP Stop Cycle, SRAM IFMAP Reads, SRAM Filter Start Cycle, SRAM Filter Stop Cycle, SRAM Filter Reads, "
      + "SRAM OFMAP Start Cycle, SRAM OFMAP Stop Cycle, SRAM OFMAP Writes, DRAM IFMAP Start Cycle, DRAM IFMAP Stop Cycle, DRAM IFMAP Reads, DRAM Filter Start Cycle, DRAM Filter Stop Cycle, DRAM Filter Reads, "
      + "DRAM OFMAP Start Cycle, DRAM OFMAP Stop Cycle, DRAM OFMAP Writes,");
    expect(table(csv).rows[1]).toEqual([1, 0, 60, 162, 0, 60, 54, 0, 60, 18, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
  it("moves what the tiles of each engine move: counted tile by tile", () => {
    const words = (spec: FullSpec): number[] => table(networkReport(spec, [{ name: "x", m: 10, n: 11, k: 23 }], [reportOf(10 * 11 * 23, 100, REPORTS[0]!.cost, { partialProducts: 1234 })]).toCsv("detailed")).rows[0]!.filter((_, i) => i === 3 || i === 6 || i === 9);
    const tiles = function* (size: number, by: number): Generator<number> { for (let at = 0; at < size; at += by) yield Math.min(by, size - at); };
    const outputs = (m: number, n: number): number[] => { let a = 0, b = 0, c = 0; for (const i of tiles(10, m)) for (const j of tiles(11, n)) { a += i * 23; b += 23 * j; c += i * j; } return [a, b, c]; };
    const weights = (k: number, n: number): number[] => { let a = 0, b = 0, c = 0; for (const l of tiles(23, k)) for (const j of tiles(11, n)) { b += l * j; a += 10 * l; c += 10 * j; } return [a, b, c]; };
    expect(words({ ...ARRAY, kind: "systolic-os", m: 4, n: 3 })).toEqual(outputs(4, 3));
    expect(words({ ...ARRAY, kind: "cube", m: 3, n: 4, k: 8 })).toEqual(outputs(3, 4));
    expect(words({ ...ARRAY, kind: "systolic-ws", m: 5, n: 4 })).toEqual(weights(5, 4));
    expect(words({ ...ARRAY, kind: "systolic-ws", pe: "opt2", m: 2, n: 4, k: 4 })).toEqual(weights(8, 4));
    const columns: SliceSpec = { kind: "opt4c", columns: 4, rows: 3, encoding: "ent", rule: "rtl", constants: OWN };
    expect(words(columns)).toEqual([10 * 23 * 4, 1234, 110]);
  });
  it("moves the words that SCALE-Sim's own reference run counts: AlexNet's first layer, weight-stationary, 32×32", () => {
    const spec: DenseSpec = { ...ARRAY, kind: "systolic-ws", pe: "mac", m: 32, n: 32 }, shape = { name: "conv1", m: 55 * 55, n: 96, k: 363 };
    const row = table(networkReport(spec, [shape], [reportOf(shape.m * shape.n * shape.k, 112283, REPORTS[0]!.cost)]).toCsv("detailed")).rows[0]!;
    expect([row[3], row[6], row[9]]).toEqual([3294225, 34848, 3484800]);
    const [, , , util] = table(networkReport(spec, [shape], [reportOf(shape.m * shape.n * shape.k, 112283, REPORTS[0]!.cost)]).toCsv("compute")).rows[0]!;
    expect(util).toBeCloseTo(91.68309650614964, 12);
  });
  it("counts what elements of bit-slice engines form: one partial product a cycle, four in opt4e", () => {
    const share = (kind: "opt3" | "opt4e"): number => table(networkReport({ kind, columns: 4, rows: 2, encoding: "ent", rule: "rtl", constants: OWN }, [SHAPES[0]!], [REPORTS[0]!]).toCsv("compute")).rows[0]![3]!;
    expect(share("opt3")).toBeCloseTo(100 * 40 / (24 * 8), 12);
    expect(share("opt4e")).toBeCloseTo(100 * 10 / (24 * 8), 12);
  });
  it("refuses other reports", () => expect(() => net().toCsv("memory" as "compute")).toThrow('bitmac.engine.toCsv: kind is "memory", expected one of "compute", "bandwidth", "detailed"'));
});

describe("toJSON", () => {
  it("is plain data that survives JSON: format, version, specification, constants, what is unknown, what is published", () => {
    const back = JSON.parse(JSON.stringify(net())) as Record<string, unknown>;
    expect(back).toEqual(net().toJSON());
    expect(back).toMatchObject({ format: "lanewise-network", version: 1, spec: { kind: "matrix-2d", pe: "opt1", m: 4, n: 8, constants: "own" }, constants: "own", unknown: [], layers: [{ name: "first", repeat: 1 }, { name: "dw", repeat: 3, k: 9 }], total: { cycles: 84 } });
    expect(back.published).toContainEqual({ quantity: "area efficiency", engine: "systolic", against: expect.any(String) as string, ratio: 1.27, source: "abstract" });
  });
});
