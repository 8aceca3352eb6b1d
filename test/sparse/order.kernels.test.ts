// Kernels of the order room alone, through the raw exports: scratch of exactly the bytes asked for, full of NaN or of anything else, guards round all of it.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { bandwidth, fillOf, gram, grid, isPermutation, listsOf, minimumDegreeFill, type Pattern, patternOf, scattered, symmetrised } from "../helpers/sparse.order.js";
import { Ground, type Piece } from "../helpers/vector.ground.js";

const up = (bytes: number): number => Math.ceil(bytes / 64) * 64;
const OF = { i32: Int32Array, f64: Float64Array } as const;

/** Operands behind one another with a gap of 64 bytes each, in memory whose every word is known. */
class Desk {
  readonly ground = new Ground("simd", 160);
  private top = 65536;

  take(bytes: number): Piece {
    const piece = { ptr: this.top, bytes };
    this.top += up(bytes) + 64;
    return piece;
  }
  put(data: readonly number[], dtype: "i32" | "f64" = "i32"): number {
    const bytes = new Uint8Array(OF[dtype].from(data).buffer), { ptr } = this.take(bytes.length);
    this.ground.put(ptr, bytes);
    return ptr;
  }
  read(piece: Piece, dtype: "i32" | "f64" = "i32"): number[] { return [...new OF[dtype](this.ground.bytes(piece.ptr, piece.bytes).buffer as ArrayBuffer)]; }
  pattern(p: Pattern): readonly [number, number] { return [this.put(p.rowPtr), this.put(p.colIdx)]; }

  /** Runs twice, on scratch of NaN and of noise; nothing but the outputs and the scratch may change, and the outputs are the same. */
  run(name: string, ws: number, outputs: readonly Piece[], call: (ws: number) => number): number {
    const scratch = this.take(ws), bits = (): string => outputs.map((o) => this.ground.bytes(o.ptr, o.bytes).join()).join(";");
    this.ground.mark();
    const first = call(scratch.ptr), was = bits();
    this.ground.restore(name, scratch, ...outputs);
    this.ground.put(scratch.ptr, Uint8Array.from({ length: ws }, (_, i) => (i * 37 + 11) & 255));
    this.ground.mark();
    const second = call(scratch.ptr), is = bits(), kept = outputs.map((o) => this.ground.bytes(o.ptr, o.bytes));
    this.ground.restore(name, scratch, ...outputs);
    expect(is, `${name} on other scratch`).toBe(was);
    expect(second).toBe(first);
    outputs.forEach((o, i) => this.ground.put(o.ptr, kept[i]!));
    return second;
  }
}

const random = new Random(11);
const graphs: readonly Pattern[] = [
  ...[0, 1, 2, 15, 16, 17].map((n) => patternOf(n, Array.from({ length: n }, (_, i) => (i % 3 ? [i] : [])))), grid(9, 11), grid(31, 33, 1, false), grid(9, 10, 11), patternOf(70, Array.from({ length: 70 }, () => Array.from({ length: 70 }, (_, i) => i))),
  symmetrised(patternOf(300, Array.from({ length: 300 }, (_, i) => [i, 5, (i * 7) % 300]))), ...[30, 64, 257].flatMap((n) => [1, 4].map((mean) => symmetrised(scattered(random, n, n, mean)))),
];

describe("orders alone", () => {
  it.each(["amd", "rcm", "nested_dissection"])("%s", (name) => {
    for (const p of graphs) {
      const desk = new Desk(), [ptr, idx] = desk.pattern(p), n = p.rows, perm = desk.take(4 * n), call = desk.ground.raw.call;
      expect(desk.run(`${name} of ${n}`, call[`${name}_workspace`]!(n, p.colIdx.length), [perm], (ws) => call[name]!(n, ptr, idx, perm.ptr, ws))).toBe(0);
      const got = desk.read(perm);
      expect(isPermutation(got, n)).toBe(true);
      if (name === "amd" && n > 0) expect(fillOf(p, got)).toBeLessThanOrEqual(1.06 * minimumDegreeFill(p) + 4);
      if (name === "rcm" && n === 99) expect(bandwidth(p, got)).toBeLessThanOrEqual(10);
    }
  });

  it("amd and colamd do not need sorted rows", () => {
    const p = grid(12, 12), back: Pattern = { ...p, colIdx: listsOf(p).flatMap((l) => [...l].reverse()) };
    for (const name of ["amd", "colamd"] as const) {
      const desk = new Desk(), [ptr, idx] = desk.pattern(back), perm = desk.take(4 * 144), call = desk.ground.raw.call, nnz = p.colIdx.length;
      if (name === "amd") desk.run(name, call["amd_workspace"]!(144, nnz), [perm], (ws) => call["amd"]!(144, ptr, idx, perm.ptr, ws));
      else desk.run(name, call["colamd_workspace"]!(144, 144, nnz), [perm], (ws) => call["colamd"]!(144, 144, ptr, idx, perm.ptr, ws));
      expect(isPermutation(desk.read(perm), 144)).toBe(true);
    }
  });

  it("colamd", () => {
    for (const [m, n, mean] of [[0, 0, 1], [0, 4, 1], [4, 0, 1], [1, 1, 1], [50, 30, 2], [30, 50, 2], [64, 64, 3], [200, 150, 4], [20, 300, 40]] as const) {
      const p = scattered(random, m, n, mean), desk = new Desk(), [ptr, idx] = desk.pattern(p), perm = desk.take(4 * n), call = desk.ground.raw.call;
      desk.run(`colamd of ${m}×${n}`, call["colamd_workspace"]!(m, n, p.colIdx.length), [perm], (ws) => call["colamd"]!(m, n, ptr, idx, perm.ptr, ws));
      const got = desk.read(perm), pairs = gram(p);
      expect(isPermutation(got, n)).toBe(true);
      if (n > 0 && mean < 10) expect(fillOf(pairs, got)).toBeLessThanOrEqual(1.1 * minimumDegreeFill(pairs) + 4);
    }
  });
});

describe("patterns alone", () => {
  it("A + Aᵀ", () => {
    for (const p of [...graphs.slice(0, 8), ...[1, 5, 40, 130].map((n) => scattered(random, n, n, 3, n % 2 === 0))]) {
      const desk = new Desk(), [ptr, idx] = desk.pattern(p), n = p.rows, want = symmetrised(p), call = desk.ground.raw.call, bytes = call["symmetrise_workspace"]!(n, p.colIdx.length);
      const outPtr = desk.take(4 * (n + 1)), outIdx = desk.take(4 * want.colIdx.length);
      desk.run("symmetrise", bytes, [outPtr, outIdx], (ws) => {
        const count = call["symmetrise_count"]!(n, ptr, idx, outPtr.ptr, ws);
        expect(count).toBe(want.colIdx.length);
        call["symmetrise_fill"]!(n, ptr, idx, outPtr.ptr, outIdx.ptr, ws);
        return count;
      });
      expect(desk.read(outPtr)).toEqual(want.rowPtr);
      expect(desk.read(outIdx)).toEqual(want.colIdx);
    }
  });
});

describe("matching and blocks alone", () => {
  it("as many rows as can be are matched, over entries only", () => {
    for (const n of [0, 1, 2, 15, 16, 17, 60, 200]) for (const mean of [1, 2, 5]) {
      const p = scattered(random, n, n, mean), values = p.colIdx.map(() => random.unit() - 0.5), desk = new Desk(), [ptr, idx] = desk.pattern(p), val = desk.put(values, "f64");
      const [rowOf, r, c] = [desk.take(4 * n), desk.take(8 * n), desk.take(8 * n)], call = desk.ground.raw.call;
      const missing = desk.run("max_product", call["max_product_workspace"]!(n, p.colIdx.length), [rowOf, r, c], (ws) => call["max_product"]!(n, ptr, idx, val, rowOf.ptr, r.ptr, c.ptr, ws));
      const rows = desk.read(rowOf), lists = listsOf(p);
      expect(rows.filter((i) => i < 0).length).toBe(missing);
      expect(new Set(rows.filter((i) => i >= 0)).size).toBe(n - missing);
      rows.forEach((i, j) => { if (i >= 0) expect(lists[i]).toContain(j); });
      expect(n - missing).toBe(cardinality(p));
      const [rowScale, colScale] = [desk.read(r, "f64"), desk.read(c, "f64")];
      lists.forEach((l, i) => l.forEach((j, q) => expect(Math.abs(values[p.rowPtr[i]! + q]!) * rowScale[i]! * colScale[j]!).toBeLessThanOrEqual(1 + 1e-12)));
    }
  });
});

/** Kuhn's augmenting paths. */
function cardinality(p: Pattern): number {
  const lists = listsOf(p), rowOf = new Map<number, number>();
  const grow = (i: number, seen: Set<number>): boolean => lists[i]!.some((j) => !seen.has(j) && (seen.add(j), !rowOf.has(j) || grow(rowOf.get(j)!, seen)) && (rowOf.set(j, i), true));
  return lists.filter((_, i) => grow(i, new Set())).length;
}
