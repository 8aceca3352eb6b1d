// What constants make of cycles: the published tables, ratios formed from them, and what is not known.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constants, constantsOf } from "../../bindings/bitmac/engine/constants.js";
import { costOf } from "../../bindings/bitmac/engine/cost.js";
import type { DenseSpec, FullSpec, SliceSpec, Uses } from "../../bindings/bitmac/engine/parts.js";
import type { Cost, DenseKind, SliceKind } from "../../bindings/bitmac/types.js";
import { OWN } from "../helpers/bitmac.cost.js";

const USES: Uses = { partialProducts: 3, skippedZeroDigits: 0, carryPropagatingAdds: 7, compressorOps: 11, encoderUses: 5 };
const dense = (kind: DenseKind, pe: DenseSpec["pe"], m: number, n: number, k: number, from: FullSpec["constants"] = "saed32-readme"): DenseSpec => ({ kind, pe, m, n, k, encoding: "mbe", constants: from });
const slice = (kind: SliceKind, columns: number, rows: number, from: FullSpec["constants"] = "saed32-readme"): SliceSpec => ({ kind, columns, rows, encoding: "ent", rule: "rtl", constants: from });
/** Every multiplier of a dense array at work in every cycle: its peak. */
const peak = (spec: DenseSpec): Cost => costOf("test", spec, spec.m * spec.n * spec.k * 1000, { cycles: 1000 }, USES);
const gain = (base: Cost, other: Cost): number => other.areaEfficiency! / base.areaEfficiency!;

describe("saed32-readme as a cost model with stated constants", () => {
  it("forms the ratios of area efficiency that follow from the tables: not those of the paper", () => {
    expect(gain(peak(dense("systolic-os", "mac", 16, 16, 1)), peak(dense("systolic-os", "opt1", 16, 16, 1)))).toBeCloseTo((322 / 362483) / (154 / 376683), 12);
    expect(gain(peak(dense("systolic-os", "mac", 16, 16, 1)), peak(dense("systolic-os", "opt1", 16, 16, 1)))).toBeCloseTo(2.17, 2);
    expect(gain(peak(dense("cube", "mac", 8, 8, 8)), peak(dense("cube", "opt1", 8, 8, 8)))).toBeCloseTo(1.49, 2);
    expect(gain(peak(dense("systolic-ws", "mac", 16, 16, 1)), peak(dense("systolic-ws", "opt1", 16, 16, 1)))).toBeCloseTo(1.48, 2);
  });
  it("operates each design where it gets most cycles from its area", () => {
    const { values } = constants("saed32-readme");
    const points: Record<string, number> = { "systolic-os.mac": 154, "systolic-os.opt1": 322, "systolic-ws.mac": 182, "systolic-ws.opt1": 303, "cube.mac": 159, "cube.opt1": 250, "systolic-ws.opt2": 690, opt4c: 1694, "pe.mac": 600, "pe.opt1": 870 };
    for (const [design, mhz] of Object.entries(points)) {
      expect(values[`${design}.mhz`], design).toBe(mhz);
      expect(values[`${design}.areaUm2`], design).toBe(values[`${design}/${values[`${design}.elements`]}@${mhz}.areaUm2`]);
      const rates = Object.entries(values).flatMap(([key, area]) => { const at = new RegExp(`^${design}/(\\d+)@(\\d+)\\.areaUm2$`).exec(key); return at === null ? [] : [Number(at[1]) * Number(at[2]) / area]; });
      expect(values[`${design}.elements`]! * mhz / values[`${design}.areaUm2`]!, design).toBe(Math.max(...rates));
    }
  });
  it("scales area with the elements, and time with the cycles", () => {
    const at = (m: number, n: number): Cost => costOf("test", dense("systolic-os", "mac", m, n, 1), 7700, { cycles: 100 }, USES);
    expect(at(16, 16)).toMatchObject({ areaUm2: 376683, mhz: 154, throughputGops: 2 * 77 * 0.154, constants: "saed32-readme", unknown: [] });
    expect(at(32, 64).areaUm2).toBeCloseTo(8 * 376683, 6);
    expect(costOf("test", slice("opt4c", 8, 32), 1, { cycles: 1 }, USES).areaUm2).toBeCloseTo(8 * 30877, 6);
  });
  it("takes energy from power and period, for every element and cycle", () => {
    expect(costOf("test", dense("systolic-os", "opt1", 16, 16, 1), 256, { cycles: 10 }, USES).energyPj).toBeCloseTo(56.4 * 3.1 * 10, 9);
    expect(costOf("test", dense("systolic-ws", "opt2", 1, 16, 16), 2560, { cycles: 10 }, USES).energyEfficiency).toBeCloseTo(2 * 2560 / (70.9 * 1.45 * 10), 12);
  });
  it("names what it does not hold and leaves out what would need it", () => {
    const lacks = (spec: FullSpec): readonly string[] => costOf("test", spec, 100, { cycles: 10 }, USES).unknown;
    expect(lacks(dense("cube", "opt1", 8, 8, 8))).toEqual(["cube.opt1.energyPjPerElementCycle"]);
    expect(lacks(slice("opt4c", 32, 32))).toEqual(["opt4c.energyPjPerElementCycle"]);
    for (const spec of [dense("adder-tree", "mac", 16, 16, 4), dense("matrix-2d", "opt1", 16, 16, 1), dense("systolic-os", "opt2", 16, 16, 16), slice("opt3", 32, 32), slice("opt4e", 32, 32)]) {
      const design = "pe" in spec ? `${spec.kind}.${spec.pe}` : spec.kind;
      expect(costOf("test", spec, 100, { cycles: 10 }, USES)).toEqual({ constants: "saed32-readme", unknown: [`${design}.areaUm2`, `${design}.mhz`, `${design}.energyPjPerElementCycle`] });
    }
    expect(Object.keys(constants("saed32-readme").values).filter((key) => /^(adder-tree|matrix-2d|opt3|opt4e)/.test(key))).toEqual([]);
  });
  it("saed32-reports adds powers and changes nothing else", () => {
    const readme = constants("saed32-readme").values, reports = constants("saed32-reports").values;
    expect(reports).toMatchObject(readme);
    const added = Object.keys(reports).filter((key) => !(key in readme));
    expect(added.every((key) => /ns\.mw$|\.energyPjPerElementCycle$/.test(key))).toBe(true);
    expect(costOf("test", dense("cube", "mac", 8, 8, 8, "saed32-reports"), 512, { cycles: 1 }, USES)).toMatchObject({ energyPj: expect.closeTo(34.135 * 6.3, 9) as number, unknown: [] });
  });
});

describe("paper-28nm", () => {
  const set = "paper-28nm";
  // One multiply-accumulate element makes a product each cycle; an element of opt4c takes one digit, of opt4e four.
  const mac = (products: number): Cost => costOf("test", dense("systolic-os", "mac", 1, 1, 1, set), products, { cycles: products }, USES);
  const digits = (kind: "opt4c" | "opt4e", elements: number, products: number, numPPs: number): Cost => costOf("test", slice(kind, elements, 1, set), elements * products, { cycles: products * numPPs / (kind === "opt4e" ? 4 : 1) }, USES);
  it("OPT4C: twice a MAC at one partial product, half of it at four, 1.8 GOPS at 2.22", () => {
    expect(digits("opt4c", 1, 400, 1).throughputGops! / mac(400).throughputGops!).toBeCloseTo(2, 12);
    expect(digits("opt4c", 1, 400, 4).throughputGops! / mac(400).throughputGops!).toBeCloseTo(0.5, 12);
    expect(digits("opt4c", 1, 400, 2.22).throughputGops).toBeCloseTo(1.8, 2);
  });
  it("in the area of one MAC: three OPT4C 2.7 times, one OPT4E 3.6 times its throughput", () => {
    const three = digits("opt4c", 3, 400, 2.22), one = digits("opt4e", 1, 400, 2.22);
    expect(three.areaUm2! / mac(400).areaUm2!).toBeCloseTo(1, 1);
    expect(one.areaUm2).toBe(mac(400).areaUm2);
    expect(three.throughputGops! / mac(400).throughputGops!).toBeCloseTo(2.7, 2);
    expect(one.throughputGops! / mac(400).throughputGops!).toBeCloseTo(3.6, 2);
  });
  it("holds no energy and no arrays but the systolic ones", () => {
    expect(Object.keys(constants(set).values).filter((key) => /energy|\.mw/.test(key))).toEqual([]);
    expect(digits("opt4c", 1, 400, 2).unknown).toEqual(["opt4c.energyPjPerElementCycle"]);
    expect(costOf("test", dense("cube", "mac", 8, 8, 8, set), 1, { cycles: 1 }, USES).unknown).toHaveLength(3);
  });
});

describe("constants of one's own", () => {
  it("energy is the sum of the activations there are constants for", () => {
    const spec = dense("matrix-2d", "opt1", 2, 4, 1, OWN);
    expect(costOf("test", spec, 64, { cycles: 10 }, USES)).toEqual({
      areaUm2: 200, energyPj: 0.5 * 80 + 2 * 3 + 4 * 5 + 8 * 11 + 16 * 7, mhz: 500, throughputGops: 6.4, areaEfficiency: 32000, energyEfficiency: 128 / 266, constants: "own", unknown: [],
    });
    const some = { name: "some", values: { "matrix-2d.opt1.energyPjPerEncoderUse": 4 } };
    expect(costOf("test", { ...spec, constants: some }, 64, { cycles: 10 }, USES)).toEqual({ energyPj: 20, energyEfficiency: 6.4, constants: "some", unknown: ["matrix-2d.opt1.areaUm2", "matrix-2d.opt1.mhz", ...["PartialProduct", "CompressorOp", "CarryPropagatingAdd"].map((what) => `matrix-2d.opt1.energyPjPer${what}`)] });
    const whole = { name: "whole", values: { "matrix-2d.opt1.energyPjPerElementCycle": 1 } };
    expect(costOf("test", { ...spec, constants: whole }, 64, { cycles: 10 }, USES).unknown).toEqual(["matrix-2d.opt1.areaUm2", "matrix-2d.opt1.mhz"]);
  });
  it("nothing done costs nothing and divides by nothing", () => {
    const none = { partialProducts: 0, skippedZeroDigits: 0, carryPropagatingAdds: 0, compressorOps: 0, encoderUses: 0 };
    expect(costOf("test", dense("matrix-2d", "opt1", 2, 4, 1, OWN), 0, { cycles: 0 }, none)).toEqual({ areaUm2: 200, energyPj: 0, mhz: 500, constants: "own", unknown: [] });
  });
  it("are linear: cycles and counts twice, energy twice; elements twice, area twice", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 1e6 }), (m, n, cycles) => {
      const spec = dense("systolic-os", "mac", m, n, 1), twice = Object.fromEntries(Object.entries(USES).map(([key, count]) => [key, 2 * count])) as unknown as Uses;
      const a = costOf("test", spec, 10, { cycles }, USES), b = costOf("test", { ...spec, m: 2 * m }, 20, { cycles: 2 * cycles }, twice);
      expect(b.areaUm2).toBeCloseTo(2 * a.areaUm2!, 3);
      expect(b.energyPj! / a.energyPj!).toBeCloseTo(4, 9);
      expect(b.throughputGops).toBeCloseTo(a.throughputGops!, 9);
    }));
  });
  it("must have a name and positive finite numbers", () => {
    const refusal = (x: unknown): string => { try { constantsOf("bitmac.engine", x); return ""; } catch (e) { expect(e).toMatchObject({ name: "OptionError", code: "option", op: "bitmac.engine", arg: "constants" }); return (e as Error).message; } };
    expect(refusal("saed")).toBe('bitmac.engine: constants is "saed", expected one of "saed32-readme", "saed32-reports", "paper-28nm"');
    expect(refusal(null)).toContain("constants is null");
    expect(refusal(7)).toContain("constants is number");
    expect(refusal({ values: {} })).toBe("bitmac.engine: constants.name is undefined, expected a name");
    expect(refusal({ name: "", values: {} })).toBe('bitmac.engine: constants.name is "", expected a name');
    expect(refusal({ name: "x" })).toBe("bitmac.engine: constants.values is undefined, expected a plain object of numbers");
    for (const values of [[3], new Map([["a", 1]]), new Float64Array(2), () => 1, null]) expect(refusal({ name: "x", values })).toMatch(/constants\.values is \S+, expected a plain object of numbers$/);
    for (const name of ["saed32-readme", "paper-28nm"]) expect(refusal({ name, values: {} })).toBe(`bitmac.engine: constants.name is "${name}", expected another name than that of a set of the package`);
    expect(refusal({ name: "x", values: { "opt4c.mhz": "fast" } })).toBe('bitmac.engine: constants.values["opt4c.mhz"] is string, expected a number from 1e-30 to 1e+30');
    for (const bad of [0, -1, NaN, Infinity, 5e-324, 1e300]) expect(refusal({ name: "x", values: { a: 1, "opt4c.mhz": bad } })).toBe(`bitmac.engine: constants.values["opt4c.mhz"] is ${bad}, expected a number from 1e-30 to 1e+30`);
    expect(constantsOf("bitmac.engine", undefined).name).toBe("saed32-readme");
    const copy = constantsOf("bitmac.engine", OWN);
    expect(copy).toEqual(OWN);
    expect([copy === OWN, Object.isFrozen(copy), Object.isFrozen(copy.values), constantsOf("bitmac.engine", copy) === copy]).toEqual([false, true, true, true]);
    expect(constantsOf("bitmac.engine", constants("paper-28nm"))).toBe(constants("paper-28nm"));
  });
});
