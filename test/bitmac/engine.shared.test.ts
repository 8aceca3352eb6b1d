// Cycles against the public RTL: opt3 and opt4c row by row, opt2 and output-stationary arrays. And the published averages.
import fs from "node:fs";
import path from "node:path";
import { loadSync } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { rowCost } from "../helpers/bitmac.engine.js";

const folder = path.resolve(import.meta.dirname, "../data/bitweight");

interface Vectors { readonly vectors: readonly { readonly K: number; readonly a: number[]; readonly b: number[]; readonly result: number; readonly nnz: number[][]; readonly issue_cycles: number }[] }
interface Column { readonly cases: readonly { readonly M: number; readonly K: number; readonly N: number; readonly a: number[]; readonly b: number[]; readonly c: number[]; readonly total_cycles: number; readonly rows: readonly { readonly issue_cycles: number; readonly row_total: number }[] }[] }
interface Tile { readonly cases: readonly { readonly M: number; readonly K: number; readonly N: number; readonly a: number[]; readonly b: number[]; readonly c: number[]; readonly valid: Record<string, number> }[] }
interface Arrays { readonly mac: { readonly cases: readonly { readonly M: number; readonly K: number; readonly N: number; readonly a: number[]; readonly b: number[]; readonly c: number[]; readonly last_result_change_cycle: number }[] } }
const read = <T>(file: string): T => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as T;
const sum = (x: readonly number[]): number => x.reduce((s, v) => s + v, 0);

const k = loadSync();
afterAll(() => k.free());

describe("engines and the public RTL", () => {
  it("opt3: cycles, bubbles and digits of every vector", () => k.scope((s) => {
    for (const v of read<Vectors>("opt3_pe_vectors.json").vectors) {
      const A = s.matrix("i8", 1, v.K, v.a), B = s.matrix("i8", v.K, 1, v.b), C = s.matrix("i32", 1, 1);
      const report = k.bitmac.engine({ kind: "opt3", columns: 1, rows: 1 }).run(A, B, { C });
      expect(report.cycles - report.drainCycles).toBe(v.issue_cycles);
      expect(report.bubbleCycles).toBe(v.nnz.flat().filter((n) => n === 0).length);
      expect(report.idealCycles).toBe(sum(v.nnz.flat()));
      expect(C.copy()[0]).toBe(v.result);
      expect(rowCost("ent", v.a, 1).busy).toBe(v.issue_cycles);
    }
  }));

  it("opt4c: each row and the whole", () => k.scope((s) => {
    for (const c of read<Column>("opt4c_column.json").cases) {
      const engine = k.bitmac.engine({ kind: "opt4c", columns: 1, rows: c.N }), A = s.matrix("i8", c.M, c.K, c.a), B = s.matrix("i8", c.K, c.N, c.b), C = s.matrix("i32", c.M, c.N);
      expect(engine.run(A, B, { C }).cycles).toBe(c.total_cycles);
      expect(Array.from(C.copy())).toEqual(c.c);
      c.rows.forEach((row, i) => {
        const one = engine.run(A.sub(i, 0, 1, c.K), B);
        expect([one.cycles - one.drainCycles, one.cycles - 1]).toEqual([row.issue_cycles, row.row_total]);
      });
    }
  }));

  it("opt2 weight-stationary tile and output-stationary array: the last result", () => k.scope((s) => {
    for (const c of read<Tile>("opt2_ws_tile.json").cases) {
      const report = k.bitmac.engine({ kind: "systolic-ws", pe: "opt2", m: 1, n: c.N, encoding: "ent" }).run(s.matrix("i8", c.M, c.K, c.a), s.matrix("i8", c.K, c.N, c.b));
      expect(report.cycles - 2 * c.K).toBe(Math.max(...Object.values(c.valid)));
    }
    for (const c of read<Arrays>("os_array.json").mac.cases) {
      const report = k.bitmac.engine({ kind: "systolic-os", m: c.M, n: c.N }).run(s.matrix("i8", c.M, c.K, c.a), s.matrix("i8", c.K, c.N, c.b));
      expect(report.cycles).toBe(c.last_result_change_cycle);
    }
  }));

  it("GPT-2: every layer on opt4c", () => {
    const [, ...lines] = fs.readFileSync(path.join(folder, "scalesim_gpt2_mnk.csv"), "utf8").trim().split("\n");
    const shapes = lines.map((line) => { const [name, m, n, d] = line.split(","); return { name: name!, m: Number(m), n: Number(n), k: Number(d) }; });
    const { layers } = k.bitmac.engine({ kind: "opt4c", columns: 32 }).layers(shapes);
    expect(layers.map((l) => l.name)).toEqual(shapes.map((l) => l.name));
    layers.forEach((l, i) => {
      const { m, n, k: d } = shapes[i]!;
      // Near 2.404 cycles an operand by 1024 rows in 32 columns of 32, and the wait of a group for its slowest.
      const perOperand = (l.cycles * 32 * 32) / (m * n * d);
      expect(perOperand).toBeGreaterThan(2.39);
      expect(perOperand).toBeLessThan(2.75);
      expect(l.utilization.mean).toBeGreaterThan(0.9);
    });
  });
});

describe("published averages, sigma 24.27", () => {
  const of = (o: object, m: number, d: number) => k.bitmac.engine({ kind: "opt4c", columns: 1, ...o }).layers([{ name: "x", m, n: 1, k: d }], { seed: 1 }).layers[0]!;

  it.each([["ent", 2.219, 2.404, 2.22], ["mbe", 2.411, 2.523, 2.41]] as const)("%s: digits and cycles of an operand", (encoding, ideal, rtl, published) => {
    const report = of({ encoding }, 1024, 1024), operands = 1024 * 1024;
    expect(Math.abs(report.idealCycles / operands - ideal)).toBeLessThan(0.01);
    expect(Math.abs(report.idealCycles / operands - published)).toBeLessThan(0.01);
    expect(Math.abs((report.cycles - report.drainCycles) / operands - rtl)).toBeLessThan(0.01);
  });

  // Mean over the slowest, and fastest over the slowest, of `columns` rows that wait for each other.
  it.each([[16, 16, 0.861], [16, 64, 0.925], [16, 256, 0.961], [16, 1024, 0.98], [16, 4096, 0.99],
    [32, 16, 0.841, 0.678], [32, 64, 0.913, 0.824], [32, 256, 0.956, 0.909], [32, 1024, 0.978, 0.953], [32, 4096, 0.988, 0.977]] as const)("%i columns, k %i: mean busy %d", (columns, d, busy, least) => {
    const { utilization, syncCycles, cycles } = of({ columns, rule: "ideal" }, Math.min(512, 2 ** 15 / d) * columns, d);
    expect(Math.abs(utilization.mean - busy)).toBeLessThan(0.01);
    if (least !== undefined) expect(Math.abs(utilization.min - least)).toBeLessThan(0.01);
    expect(utilization.max).toBe(1);
    expect(syncCycles / cycles).toBeCloseTo(1 - utilization.mean, 10);
  });
});
