// Orders, storage and sweeps alone: guard words around every operand, scratch of exactly the size asked for, full of NaN.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { grid, randomGeneral, randomSpd, type Square } from "../helpers/sparse.precond.js";
import { Ground } from "../helpers/vector.ground.js";

/** Memory dealt out with a gap between the pieces. */
class Desk {
  readonly ground = new Ground("simd", 24);
  private top = 65536;
  take(bytes: number): number { const p = this.top; this.top = Math.ceil((p + bytes + 64) / 64) * 64; return p; }
  i32(data: ArrayLike<number>): number { const p = this.take(4 * data.length); this.ground.put(p, Uint32Array.from(data)); return p; }
  f64(data: ArrayLike<number>): number { const p = this.take(8 * data.length); this.ground.put(p, Float64Array.from(data)); return p; }
  ints(p: number, n: number): Int32Array { return new Int32Array(this.ground.bytes(p, 4 * n).buffer); }
  floats(p: number, n: number): Float64Array { return new Float64Array(this.ground.bytes(p, 8 * n).buffer); }
  call(name: string, ...args: number[]): number { return this.ground.call(name, ...args); }
}

function rowsOf({ n, a, has }: Square): { ptr: number[]; idx: number[]; val: number[] } {
  const ptr = [0], idx: number[] = [], val: number[] = [];
  for (let i = 0; i < n; i++) { for (let j = 0; j < n; j++) if (has[i * n + j]) { idx.push(j); val.push(a[i * n + j]!); } ptr.push(idx.length); }
  return { ptr, idx, val };
}

const matrices: readonly (readonly [string, Square, boolean])[] = [
  ["1×1", grid(1, 1), true], ["grid 9×7", grid(9, 7), true], ["path 17", grid(17, 1), true], ["random 40", randomSpd(new Random(1), 40, 6, "both"), true], ["full 20", randomSpd(new Random(2), 20, 80, "minus"), true],
  ["diagonal 9", randomSpd(new Random(3), 9, 0, "both"), true], ["general 30", randomGeneral(new Random(4), 30, 3), false],
];

describe.each(matrices)("%s", (_, A, symmetric) => {
  const { n } = A, { ptr, idx, val } = rowsOf(A), joined = (i: number, j: number): boolean => A.has[i * n + j] === 1 || A.has[j * n + i] === 1;
  const orders = symmetric ? ["levels", "reverse", "chunks", "natural"] : ["levels", "natural"];

  it.each(orders)("order %s: a permutation, chunks of strangers, and the storage holds just A", (order) => {
    const desk = new Desk(), rp = desk.i32(ptr), ci = desk.i32(idx), va = desk.f64(val), pos = desk.take(4 * n), ws = desk.take(12 * n), levelWs = desk.take(4 * n);
    desk.ground.mark();
    let places = n, C = 1;
    if (order === "levels" || order === "reverse") {
      let levels: number;
      if (order === "levels") levels = desk.call("ldu_levels", n, symmetric ? 1 : 0, rp, ci, pos);
      else {
        desk.call("ldu_breadth_first", n, rp, ci, ws, ws + 4 * n);
        expect(Array.from(desk.ints(ws, n)).sort((x, y) => x - y)).toEqual(Array.from({ length: n }, (_, i) => i));
        for (let i = 0; i < n; i++) expect(desk.ints(ws + 4 * n, n)[desk.ints(ws, n)[i]!]).toBe(i);
        levels = desk.call("ldu_levels_in", n, rp, ci, ws, ws + 4 * n, pos);
      }
      const level = desk.ints(pos, n), turn = order === "levels" ? Int32Array.from({ length: n }, (_, i) => i) : desk.ints(ws + 4 * n, n);
      expect(levels).toBe(1 + Math.max(...level));
      for (let i = 0; i < n; i++) {
        const before = Array.from({ length: n }, (_, j) => j).filter((j) => joined(i, j) && turn[j]! < turn[i]!);
        expect(level[i]).toBe(1 + Math.max(-1, ...before.map((j) => level[j]!)));
      }
      [places, C] = [desk.call("ldu_order_levels", n, levels, pos, levelWs), 8];
    } else if (order === "chunks") [places, C] = [desk.call("ldu_order_chunks", n, rp, ci, pos, ws), 8];
    else desk.call("ldu_order_natural", n, pos);
    desk.ground.restore(`${order}`, { ptr: pos, bytes: 4 * n }, { ptr: ws, bytes: 12 * n }, { ptr: levelWs, bytes: 4 * n });
  });

  it.each(orders)("order %s: storage, sweeps and products", (order) => {
    const desk = new Desk(), rp = desk.i32(ptr), ci = desk.i32(idx), va = desk.f64(val), pos = desk.take(4 * n), ws = desk.take(12 * n);
    let places = n, C = 1;
    if (order === "chunks") [places, C] = [desk.call("ldu_order_chunks", n, rp, ci, pos, ws), 8];
    else if (order === "natural") desk.call("ldu_order_natural", n, pos);
    else {
      const reverse = order === "reverse";
      if (reverse) desk.call("ldu_breadth_first", n, rp, ci, ws, ws + 4 * n);
      const levels = reverse ? desk.call("ldu_levels_in", n, rp, ci, ws, ws + 4 * n, pos) : desk.call("ldu_levels", n, symmetric ? 1 : 0, rp, ci, pos);
      [places, C] = [desk.call("ldu_order_levels", n, levels, pos, ws), 8];
    }
    const where = desk.ints(pos, n), sorted = order === "levels" || order === "natural" ? 1 : 0;
    expect(new Set(where).size).toBe(n);
    expect(places % C).toBe(0);
    for (let i = 0; i < n; i++) {
      expect(where[i]! >= 0 && where[i]! < places).toBe(true);
      for (let j = 0; j < i; j++) if (joined(i, j)) {
        if (C === 8) expect(where[i]! >> 3).not.toBe(where[j]! >> 3);
        if (sorted) expect(where[j]!).toBeLessThan(where[i]!);
      }
    }
    const chunks = places / C, perm = desk.take(4 * places), bounds = desk.take(4 * (2 * chunks + 1));
    const slots = desk.call("ldu_count", n, places, C, sorted, rp, ci, pos, bounds), entries = C * slots;
    const ix = desk.take(4 * entries), vx = desk.take(8 * entries), diag = desk.take(8 * places);
    desk.ground.mark();
    desk.call("ldu_inverse", n, places, pos, perm);
    desk.call("ldu_fill", n, places, C, rp, ci, va, pos, perm, bounds, ix, vx, diag);
    const [p, b, I, V, D] = [desk.ints(perm, places), desk.ints(bounds, 2 * chunks + 1), desk.ints(ix, entries), desk.floats(vx, entries), desk.floats(diag, places)];
    const back = new Float64Array(n * n), lower = new Float64Array(places * places), upper = new Float64Array(places * places);
    for (let place = 0; place < places; place++) {
      const i = p[place]!, c = Math.floor(place / C);
      if (i >= 0) expect(where[i]).toBe(place);
      expect(D[place]).toBe(i < 0 ? 1 : A.a[i * n + i]);
      if (i >= 0) back[i * n + i] = D[place]!;
      for (let k = b[2 * c]!; k < b[2 * c + 2]!; k++) {
        const e = k * C + (place % C), q = I[e]!;
        if (q === place) { expect(V[e]).toBe(0); continue; }
        const low = k < b[2 * c + 1]!;
        expect(low).toBe(q < place);
        back[i * n + p[q]!] = V[e]!;
        (low ? lower : upper)[place * places + q] = V[e]!;
      }
    }
    expect(back).toEqual(A.a);
    desk.ground.restore("fill", { ptr: perm, bytes: 4 * places }, { ptr: ix, bytes: 4 * entries }, { ptr: vx, bytes: 8 * entries }, { ptr: diag, bytes: 8 * places });

    // The sweeps, on the values as they are: against substitution.
    desk.ground.put(perm, p); desk.ground.put(ix, I); desk.ground.put(vx, V); desk.ground.put(diag, D);
    const x = desk.take(8 * places), y = desk.take(8 * places), start = new Random(n).array("f64", places).map((v, k) => (p[k]! < 0 ? 0 : v)), near = (got: Float64Array, want: Float64Array): void => {
      const size = Math.max(1, ...want.map(Math.abs));
      want.forEach((v, k) => expect(Math.abs(got[k]! - v)).toBeLessThanOrEqual(1e-12 * size));
    };
    desk.ground.put(x, start as Float64Array);
    desk.ground.put(y, start as Float64Array);
    desk.ground.mark();
    desk.call("ldu_lower", places, C, bounds, ix, vx, x);
    const h = Float64Array.from(start);
    for (let k = 0; k < places; k++) for (let j = 0; j < k; j++) h[k]! -= lower[k * places + j]! * h[j]!;
    near(desk.floats(x, places), h);
    desk.ground.restore("lower", { ptr: x, bytes: 8 * places });
    desk.call("ldu_upper", places, C, bounds, ix, vx, x);
    const t = Float64Array.from(start);
    for (let k = places - 1; k >= 0; k--) for (let j = k + 1; j < places; j++) t[k]! -= upper[k * places + j]! * t[j]!;
    near(desk.floats(x, places), t);
    desk.ground.restore("upper", { ptr: x, bytes: 8 * places });
    desk.call("ldu_product", places, C, bounds, ix, vx, diag, 2, x, -0.5, y);
    near(desk.floats(y, places), start.map((v, k) => { let s = D[k]! * v; for (let j = 0; j < places; j++) s += (lower[k * places + j]! + upper[k * places + j]!) * start[j]!; return 2 * s - 0.5 * v; }) as Float64Array);
    desk.ground.restore("product", { ptr: y, bytes: 8 * places });
  });
});

describe("vectors", () => {
  it.each([0, 1, 2, 3, 8, 9])("z = d∘r and r = b − y of %i", (n) => {
    const desk = new Desk(), d = new Random(n).array("f64", n), r = new Random(n + 1).array("f64", n), pd = desk.f64(d), pr = desk.f64(r), pz = desk.take(8 * n);
    desk.ground.mark();
    desk.call("precond_scale", n, pd, pr, pz);
    expect(desk.floats(pz, n)).toEqual(Float64Array.from(d, (v, i) => v * r[i]!));
    const norm = desk.call("precond_residual", n, pd, pr, pz);
    expect(desk.floats(pz, n)).toEqual(Float64Array.from(d, (v, i) => v - r[i]!));
    expect(norm).toBeCloseTo(Math.sqrt(d.reduce((s, v, i) => s + (v - r[i]!) ** 2, 0)), 12);
    desk.ground.restore("vectors", { ptr: pz, bytes: 8 * n });
  });
});
