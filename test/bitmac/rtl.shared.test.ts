// The stepped machines beside traces of the public RTL: both words, every cycle, every drain.
import fs from "node:fs";
import { describe, expect, it } from "vitest";
import { digitsOf } from "../../bindings/bitmac/encodings.js";
import { detailed } from "../../bindings/bitmac/engine/detail.js";
import { compress } from "../../bindings/bitmac/engine/detail_carry.js";
import type { Detailed, FullSpec } from "../../bindings/bitmac/engine/parts.js";
import { entCode } from "../helpers/bitmac.detail.js";

const folder = new URL("../data/bitweight/", import.meta.url);

const text = (name: string): string => fs.readFileSync(new URL(name, folder), "utf8");
const table = (name: string): number[][] => text(name).trim().split("\n").slice(1).map((line) => line.split(",").map(Number));
interface Case { readonly M: number; readonly N: number; readonly K: number; readonly a: number[]; readonly b: number[]; readonly c: number[]; readonly last_result_change_cycle: number }
const run = (spec: FullSpec, { a, b, M, N, K }: Pick<Case, "M" | "N" | "K" | "a" | "b">): Detailed => detailed("bitmac.run", spec, Int8Array.from(a), Int8Array.from(b), M, N, K);
const dense = { kind: "systolic-os", pe: "opt1", m: 1, n: 1, k: 1, encoding: "mbe" } as const;
const slice = { kind: "opt4c", columns: 1, rows: 4, encoding: "ent", rule: "rtl" } as const;

describe("RTL", () => {
  it("encoder tables: digits of EN-T and of radix-4 Booth, and EN-T's code of 9 bits", () => {
    const rows = table("encoder_tables.csv");
    expect(rows.map(([x]) => x)).toEqual(Array.from({ length: 256 }, (_, i) => i - 128));
    for (const [x, code, ...digits] of rows) {
      expect(entCode(x!), `code of ${x}`).toBe(code);
      expect([...digitsOf("ent", x!), ...digitsOf("mbe", x!)], `digits of ${x}`).toEqual(digits);
    }
  });

  it("opt1_pe_trace: 66 cycles of one element, both words", () => {
    const rows = table("opt1_pe_trace.csv"), K = rows.length;
    const { trace, product, timing } = run(dense, { M: 1, N: 1, K, a: rows.map((r) => r[1]!), b: rows.map((r) => r[2]!) });
    expect(K).toBe(66);
    expect([...trace.sum.subarray(0, K)].map((x) => x >>> 0)).toEqual(rows.map((r) => r[3]));
    expect([...trace.carry.subarray(0, K)].map((x) => x >>> 0)).toEqual(rows.map((r) => r[4]));
    expect([timing.cycles, product[0]]).toEqual([K + 1, rows.reduce((sum, r) => sum + r[1]! * r[2]!, 0)]);
  });

  interface Vector { readonly K: number; readonly a: number[]; readonly b: number[]; readonly result: number; readonly issue_cycles: number; readonly nnz: number[][]; readonly cycles_used: number[][]; readonly drain: { bw: number; cycle: number; sum: number; carry: number }[] }
  it("opt3_pe_vectors: cycles of every group, 48 drains with their cycle and both words", () => {
    const { vectors } = JSON.parse(text("opt3_pe_vectors.json")) as { vectors: Vector[] };
    let drains = 0;
    for (const v of vectors) {
      const { trace, product, timing, uses } = run({ ...slice, kind: "opt3", rows: 1 }, { M: 1, N: 1, ...v });
      expect(product[0]).toBe(v.result);
      expect(timing.cycles).toBe(v.issue_cycles + 5);
      expect(uses.partialProducts).toBe(v.nnz.flat().reduce((x, y) => x + y));
      expect(timing.bubbleCycles).toBe(v.nnz.flat().filter((x) => x === 0).length);
      let issued = 0;
      for (const [bw, d] of v.drain.entries()) {
        issued += v.cycles_used[bw]!.reduce((x, y) => x + y);
        // A pair stands complete once `cycle` cycles are over, and gives way to the next position in the one after.
        expect([d.bw, d.cycle]).toEqual([bw, issued + 3]);
        expect([trace.sum[d.cycle - 1], trace.carry[d.cycle - 1]], `drain ${bw}`).toEqual([d.sum, d.carry]);
        drains++;
      }
      expect(issued).toBe(v.issue_cycles);
      expect(trace.ready[0]).toBe(v.drain[3]!.cycle + 1);
    }
    expect([vectors.length, drains]).toEqual([12, 48]);
  });

  interface Column extends Case { readonly rows: { row: number; start: number; nnz: number[][]; issue_cycles: number; row_total: number }[]; readonly total_cycles: number }
  it("opt4c_column: starts and cycles of 8 rows, totals, products", () => {
    const { cases } = JSON.parse(text("opt4c_column.json")) as { cases: Column[] };
    for (const c of cases) {
      const { trace, product, timing, uses } = run(slice, c);
      expect([...product]).toEqual(c.c);
      expect(timing.cycles).toBe(c.total_cycles);
      const zeroGroups = c.rows.flatMap((r) => r.nnz.flat()).filter((x) => x === 0).length, digits = c.rows.flatMap((r) => r.nnz.flat()).reduce((x, y) => x + y);
      expect([timing.bubbleCycles, uses.partialProducts, uses.encoderUses]).toEqual([zeroGroups, digits * c.N, c.M * c.K]);
      for (const r of c.rows) {
        // The results take the last position in the last of a row's four draining cycles.
        expect(r.row_total).toBe(r.issue_cycles + 4);
        for (let j = 0; j < c.N; j++) expect(trace.ready[r.row * c.N + j]).toBe(r.start + r.row_total);
        const alone = run(slice, { ...c, M: 1, a: c.a.slice(r.row * c.K, (r.row + 1) * c.K) });
        expect(alone.timing.cycles).toBe(r.row_total + 1);
        expect([...alone.trace.sum]).toEqual([...trace.sum.subarray(r.start * c.N, (r.start + r.row_total + 1) * c.N)]);
      }
    }
    expect(cases.length).toBe(2);
  });

  it("opt2_ws_tile: the cycle of every result, products", () => {
    const { cases } = JSON.parse(text("opt2_ws_tile.json")) as { cases: (Case & { valid: Record<string, number> })[] };
    for (const c of cases) {
      const { trace, product, timing } = run({ ...dense, kind: "systolic-ws", pe: "opt2", n: c.N, k: 16, encoding: "ent" }, c);
      const load = 2 * c.K;
      expect([...product]).toEqual(c.c);
      expect(Object.keys(c.valid).length).toBe(c.M * c.N);
      for (const [place, cycle] of Object.entries(c.valid)) {
        const [i, j] = place.split(",").map(Number) as [number, number];
        expect(trace.ready[i * c.N + j]! - load).toBe(cycle);
      }
      expect(timing.cycles - load).toBe(Math.max(...Object.values(c.valid)));
      // Their last result appears at 18, and a cycle later the outputs leave it.
      expect(c.last_result_change_cycle).toBe(timing.cycles - load + 1);
    }
    expect(cases.length).toBe(2);
  });

  const { mac, opt1 } = JSON.parse(text("os_array.json")) as Record<"mac" | "opt1", { cases: Case[] }>;
  it.each([["mac", mac.cases], ["opt1", opt1.cases]] as const)("os_array %s: products and the last change of an output", (pe, cases) => {
    for (const c of cases) {
      const { trace, product, timing } = run({ ...dense, pe, m: c.M, n: c.N }, c);
      expect([...product]).toEqual(c.c);
      expect(timing.cycles).toBe(15);
      expect(Math.max(...trace.ready)).toBe(15);
      let last = 0;
      for (let lane = 0; lane < trace.lanes; lane++) {
        const words = (t: number): [number, number] => [trace.sum[t * trace.lanes + lane]!, trace.carry[t * trace.lanes + lane]!];
        for (let t = 1; t < timing.cycles; t++) if (String(words(t)) !== String(words(t - 1))) last = Math.max(last, t + 1);
        // Zero inputs go on: a pair settles until no carry is left to move.
        let [s, x] = words(timing.cycles - 1);
        for (let t = timing.cycles + 1; pe === "opt1" && x !== 0 && t < 100; t++) {
          const list = Int32Array.of(s, x, 0, 0, 0, 0);
          compress(list, 6);
          if (list[0] !== s || list[1] !== x) last = Math.max(last, t);
          [s, x] = [list[0]!, list[1]!];
        }
      }
      expect(last).toBe(c.last_result_change_cycle);
    }
    expect(cases.length).toBe(2);
  });
});
