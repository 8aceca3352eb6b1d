// The passes of the Krylov methods alone, through the raw exports: around guard words, from memory full of NaN, every tail.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import * as ref from "../helpers/sparse.krylov.js";
import { Ground } from "../helpers/vector.ground.js";

const lengths = [...Array(10).keys(), 15, 16, 17, 31, 32, 33, 255, 256, 257, 511, 512, 513, 4095, 4096, 4097, 8200];
const [X, Y, Z, W, OUT] = [0, 1, 2, 3, 4].map((i) => 65536 + i * 131072 + 8 * i) as [number, number, number, number, number];
const terms = (x: ArrayLike<number>, y: ArrayLike<number>): number => { let s = 0; for (let i = 0; i < x.length; i++) s += Math.abs(x[i]! * y[i]!); return s; };
const far = (got: ArrayLike<number>, wanted: (i: number) => number): number => { let most = 0; for (let i = 0; i < got.length; i++) { const d = Math.abs(got[i]! - wanted(i)); if (!(d <= most)) most = d; } return most; };
const near = (got: number, x: ArrayLike<number>, y: ArrayLike<number>, what: string): void => expect(Math.abs(got - ref.dot(x, y)), what).toBeLessThanOrEqual(1e-13 * terms(x, y));

describe("krylov kernels alone", () => {
  const ground = new Ground("simd", 48), draw = (seed: number, n: number): ref.Vec => new Random(seed).array("f64", n) as ref.Vec;
  const take = (ptr: number, n: number): ref.Vec => ground.take("f64", ptr, n) as ref.Vec;
  /** Vectors at X, Y, Z and W, everything else as it will have to be. */
  function lay(n: number): [ref.Vec, ref.Vec, ref.Vec, ref.Vec] {
    const all = [1, 2, 3, 4].map((s) => draw(s * 1000 + n, n)) as [ref.Vec, ref.Vec, ref.Vec, ref.Vec];
    [X, Y, Z, W].forEach((p, i) => ground.put(p, all[i]!));
    ground.mark();
    return all;
  }

  it("update, update2, combine, dots, step", () => {
    for (const n of lengths) {
      const [x, y, z, w] = lay(n), bytes = 8 * n, what = `n=${n}`;
      const sum = ref.plus(y.map((v) => v * 3), -0.7, x);
      for (const [two, ukr] of [[false, false], [true, false], [false, true], [true, true]] as const) {
        if (ukr && two) ground.put(OUT, new Float64Array(2));
        const name = `krylov_update${two ? 2 : ""}_f64${ukr ? "_ukr" : ""}`, got = two ? ground.call(name, n, -0.7, X, 3, Y, W, OUT) : ground.call(name, n, -0.7, X, 3, Y), yy = take(Y, n);
        expect(far(yy, (i) => sum[i]!)).toBeLessThan(1e-14);
        const out = take(OUT, 2);
        near(two ? out[0]! : got, yy, yy, `${name} ${what}`);
        if (two) near(out[1]!, yy, w, `${name} ${what}`);
        ground.restore(`${name} ${what}`, { ptr: Y, bytes }, { ptr: OUT, bytes: two ? 16 : 0 });
      }
      const s = ground.call("krylov_combine_f64", n, 2, X, -1, Y, 0.5, Z), zz = take(Z, n);
      expect(far(zz, (i) => 2 * x[i]! - y[i]! + 0.5 * z[i]!)).toBeLessThan(1e-14);
      near(s, zz, zz, what);
      ground.restore(`combine ${what}`, { ptr: Z, bytes });
      near(ground.call("krylov_dots_f64", n, X, Y, Z, OUT), x, y, what);
      near(ground.call("krylov_load_f64", OUT + 8), x, z, what);
      ground.restore(`dots ${what}`, { ptr: OUT, bytes: 16 });
      ground.call("krylov_step_f64", n, 0.3, X, -2, Y, 1.5, Z);
      const [a, d] = [take(X, n), take(Y, n)];
      expect(far(a, (i) => x[i]! + 0.3 * y[i]!)).toBeLessThan(1e-14);
      expect(far(d, (i) => 1.5 * z[i]! - 2 * y[i]!)).toBeLessThan(1e-14);
      ground.restore(`step ${what}`, { ptr: X, bytes }, { ptr: Y, bytes });
    }
  });

  it("project, expand and reproject, any number of columns", () => {
    const B = OUT + 65536, H = OUT, G = OUT + 4096;
    for (const n of [0, 1, 3, 4, 33, 511, 512, 513, 1030]) for (const k of [0, 1, 2, 3, 4, 5, 8, 13]) {
      const stride = n + 3, V = Array.from({ length: k }, (_, j) => draw(j + 7, n)), [x] = lay(n), h = draw(99, k);
      V.forEach((v, j) => ground.put(B + 8 * j * stride, v));
      ground.mark();
      ground.call("krylov_project_f64", n, k, B, stride, X, H);
      take(H, k).forEach((v, j) => near(v, V[j]!, x, `project n=${n} k=${k}`));
      ground.restore("project", { ptr: H, bytes: 8 * k });
      const expected = V.reduce((s, v, j) => ref.plus(s, h[j]!, v), x);
      ground.put(H, h);
      const s = ground.call("krylov_expand_f64", n, k, 1, B, stride, H, X), got = take(X, n);
      expect(far(got, (i) => expected[i]!)).toBeLessThan(1e-13);
      if (k > 0) near(s, got, got, "expand");
      ground.restore("expand", { ptr: H, bytes: 8 * k }, { ptr: X, bytes: 8 * n });
      ground.put(H, h);
      const t = ground.call("krylov_reproject_f64", n, k, B, stride, H, X, G), w = take(X, n);
      if (k > 0) near(t, w, w, "reproject");
      take(G, k).forEach((v, j) => near(v, V[j]!, w, `reproject n=${n} k=${k}`));
      ground.restore("reproject", { ptr: H, bytes: 8 * k }, { ptr: X, bytes: 8 * n }, { ptr: G, bytes: 8 * k });
    }
  });

  it("shadow vectors: uniform in (−1, 1), by stream, always the same", () => {
    for (const n of [0, 1, 1000]) {
      lay(0);
      ground.call("krylov_shadow_f64", n, 3, X);
      const x = take(X, n);
      ground.restore("shadow", { ptr: X, bytes: 8 * n });
      ground.call("krylov_shadow_f64", n, 3, X);
      expect(take(X, n)).toEqual(x);
      ground.restore("shadow", { ptr: X, bytes: 8 * n });
      ground.call("krylov_shadow_f64", n, 4, X);
      if (n === 1000) {
        expect(take(X, n)).not.toEqual(x);
        expect(Math.abs(x.reduce((s, v) => s + v, 0) / n)).toBeLessThan(0.06);
        expect(Math.abs(ref.dot(x, x) / n - 1 / 3)).toBeLessThan(0.03);
        expect(x.every((v) => v > -1 && v < 1 && v !== 0)).toBe(true);
      }
      ground.restore("shadow", { ptr: X, bytes: 8 * n });
    }
  });

  /** Compressed rows of a random pattern at fixed places. */
  function matrix(n: number, longest: number): { A: Float64Array[]; rowPtr: number; colIdx: number; values: number; nnz: number } {
    const r = new Random(n * 31 + longest), A = Array.from({ length: n }, () => new Float64Array(n)), ptr = [0], col: number[] = [], val: number[] = [];
    for (let i = 0; i < n; i++) {
      for (let k = r.int(0, longest); k > 0; k--) A[i]![r.int(0, n - 1)] = r.unit() + 0.5;
      for (let j = 0; j < n; j++) if (A[i]![j] !== 0) { col.push(j); val.push(A[i]![j]!); }
      ptr.push(col.length);
    }
    const at = { rowPtr: OUT + 65536, colIdx: OUT + 131072, values: OUT + 524288 };
    ground.put(at.rowPtr, new Uint32Array(ptr));
    ground.put(at.colIdx, new Uint32Array(col));
    ground.put(at.values, Float64Array.from(val));
    return { A, ...at, nnz: col.length };
  }

  it("chunks: arranged, measured, packed, multiplied; rows as they are; all with d·q", () => {
    const [order, place, starts, ws, at, entries] = [0, 8192, 16384, 32768, 65536, 262144].map((o) => OUT + 1048576 + o) as [number, number, number, number, number, number];
    for (const n of [0, 1, 7, 8, 9, 16, 31, 64, 65, 255, 256, 257, 300]) for (const [longest, sorted] of [[0, 0], [3, 0], [9, 1], [40, 1]] as const) {
      const what = `n=${n} longest=${longest} sorted=${sorted}`, padded = 8 * Math.ceil(n / 8), x = new Float64Array(padded);
      const { A, rowPtr, colIdx, values } = matrix(n, longest);
      lay(0);
      ground.call("lean_arrange", n, rowPtr, sorted, order, place, ws);
      const steps = ground.call("lean_measure", n, rowPtr, colIdx, order, starts);
      const o = new Int32Array(ground.bytes(order, 4 * n).buffer), places = new Int32Array(ground.bytes(place, 4 * n).buffer);
      expect([...o].sort((a, b) => a - b)).toEqual([...Array(n).keys()]);
      o.forEach((row, i) => expect(places[row]).toBe(i));
      if (sorted === 0) expect([...o]).toEqual([...Array(n).keys()]);
      const filled = (row: number): number => A[row]!.filter((v, j) => v !== 0 && j !== row).length;
      let wanted = 0;
      for (let i = 0; i < n; i += 8) wanted += Math.max(...[...o.slice(i, i + 8)].map(filled));
      expect(steps, what).toBe(wanted);
      const d = draw(n, n);
      d.forEach((v, i) => { x[places[i]!] = v; });
      ground.put(X, x);
      ground.call("lean_pack_f64", n, rowPtr, colIdx, values, order, place, starts, X, at, entries, W);
      const q = ref.times(A, d), sum = ground.call("lean_sell_f64", padded / 8, starts, at, entries, W, X, Y), y = take(Y, padded);
      expect(far(q, (i) => y[places[i]!]!), what).toBeLessThan(1e-12);
      expect(Math.abs(sum - ref.dot(d, q)), what).toBeLessThan(1e-11);
      ground.restore(what, { ptr: order, bytes: 4 * n }, { ptr: place, bytes: 4 * n }, { ptr: starts, bytes: padded / 2 + 4 }, { ptr: ws, bytes: ground.call("lean_arrange_workspace") },
        { ptr: at, bytes: 32 * steps }, { ptr: entries, bytes: 64 * steps }, { ptr: W, bytes: 8 * padded }, { ptr: X, bytes: 8 * padded }, { ptr: Y, bytes: 8 * padded });
      ground.put(X, d);
      const rows = ground.call("lean_rows_f64", n, rowPtr, colIdx, values, X, Y);
      expect(far(take(Y, n), (i) => q[i]!)).toBeLessThan(1e-12);
      expect(Math.abs(rows - ref.dot(d, q))).toBeLessThan(1e-11);
      ground.call("lean_diagonal_f64", n, rowPtr, colIdx, values, Z);
      expect(far(take(Z, n), (i) => A[i]![i]!)).toBe(0);
      ground.restore(what, { ptr: X, bytes: 8 * n }, { ptr: Y, bytes: 8 * n }, { ptr: Z, bytes: 8 * n });
    }
  });

  it("lean passes, weights and orders", () => {
    for (const n of [0, 8, 16, 24, 2040, 2048, 2056, 4104]) {
      const [x, y, z, w] = lay(n), bytes = 8 * n;
      const rr = ground.call("lean_residual_f64", n, 0.4, X, Y, W, OUT), r = take(Y, n), weighed = ground.call("krylov_load_f64", OUT + 8);
      expect(far(r, (i) => y[i]! - 0.4 * x[i]!)).toBe(0);
      near(rr, r, r, "r·r");
      near(weighed, r, r.map((v, i) => v * w[i]!), "r·W·r");
      ground.restore("residual", { ptr: Y, bytes }, { ptr: OUT, bytes: 16 });
      ground.call("lean_step_f64", n, 0.4, X, -3, Y, W, Z);
      expect(far(take(X, n), (i) => x[i]! + 0.4 * y[i]!)).toBe(0);
      expect(far(take(Y, n), (i) => w[i]! * z[i]! + -3 * y[i]!)).toBe(0);
      ground.restore("step", { ptr: X, bytes }, { ptr: Y, bytes });
      ground.put(W, Uint32Array.from({ length: n }, (_, i) => (i * 7 + 3) % n));
      ground.mark();
      ground.call("lean_to_places_f64", n, W, X, Y);
      expect(far(take(Y, n), (i) => x[(i * 7 + 3) % n]!)).toBe(0);
      ground.call("lean_to_rows_f64", n, W, Y, Z);
      expect(take(Z, n)).toEqual(x);
      ground.restore("orders", { ptr: Y, bytes }, { ptr: Z, bytes });
    }
    for (const [d, bad] of [[[2, 4, 5], 0], [[2, 0, 5], 2], [[-1, 0], 1], [[1, 2, NaN], 3], [[], 0]] as const) {
      ground.put(X, Float64Array.from(d));
      expect(ground.call("lean_weigh_f64", d.length, 1, X, Y)).toBe(bad);
      expect([...take(Y, d.length)]).toEqual(d.map((v) => 1 / v));
    }
  });

  it("sweeps of sor, forward and backward", () => {
    for (const n of [1, 2, 33, 255, 256, 257]) {
      const { A, rowPtr, colIdx, values } = matrix(n, 7), x = draw(n, n), b = draw(n + 1, n), w = draw(n + 2, n), wanted = x.slice();
      ground.put(X, x); ground.put(Y, b); ground.put(W, w);
      ground.mark();
      const one = (i: number): void => { wanted[i]! += w[i]! * (b[i]! - ref.dot(A[i]!, wanted)); };
      for (let i = 0; i < n; i++) one(i);
      ground.call("sor_forward_f64", n, rowPtr, colIdx, values, W, Y, X);
      take(X, n).forEach((v, i) => expect(Math.abs(v - wanted[i]!)).toBeLessThan(1e-9 * (1 + Math.abs(v))));
      for (let i = n - 1; i >= 0; i--) one(i);
      ground.call("sor_backward_f64", n, rowPtr, colIdx, values, W, Y, X);
      take(X, n).forEach((v, i) => expect(Math.abs(v - wanted[i]!)).toBeLessThan(1e-8 * (1 + Math.abs(v))));
      ground.restore("sor", { ptr: X, bytes: 8 * n });
    }
    ground.put(X, Float64Array.of(2, 4, 0, 1));
    expect([ground.call("sor_weigh_f64", 2, 1.5, X), ground.call("sor_weigh_f64", 4, 1, X)]).toEqual([0, 3]);
    expect(take(X, 1)[0]).toBe(1 / 0.75);
  });

  it("blocks of columns", () => {
    for (const n of [0, 1, 5, 63, 64, 65, 130]) for (const [k, ld] of [[4, 4], [8, 8], [12, 16], [4, 12], [20, 20]] as const) {
      const { A, rowPtr, colIdx, values } = matrix(n, 6), all = n * ld, bytes = 8 * Math.max(0, (n - 1) * ld + k), what = `n=${n} k=${k} ld=${ld}`;
      const [x, d, z] = [draw(1, all), draw(2, all), draw(3, all)], w = draw(4, n), alpha = draw(5, k), beta = draw(6, k), column = (v: ArrayLike<number>, j: number): ref.Vec => Float64Array.from({ length: n }, (_, i) => v[i * ld + j]!);
      const [a, b, sums, more] = [OUT, OUT + 512, OUT + 1024, OUT + 1536];
      ground.put(X, x); ground.put(Y, d); ground.put(Z, z); ground.put(W, w); ground.put(a, alpha); ground.put(b, beta);
      ground.mark();
      ground.call("many_product_f64", n, rowPtr, colIdx, values, k, Y, ld, X, sums);
      for (let j = 0; j < k; j++) {
        const q = ref.times(A, column(d, j)), got = column(take(X, all), j);
        expect(far(got, (i) => q[i]!), what).toBeLessThan(1e-12);
        expect(Math.abs(take(sums, k)[j]! - ref.dot(q, column(d, j)))).toBeLessThan(1e-11);
      }
      ground.restore(what, { ptr: X, bytes: k === ld ? bytes : 8 * all }, { ptr: sums, bytes: 8 * k });
      ground.call("many_residual_f64", n, k, ld, a, Y, X, W, sums, more);
      for (let j = 0; j < k; j++) {
        const r = column(take(X, all), j);
        expect(far(r, (i) => x[i * ld + j]! - alpha[j]! * d[i * ld + j]!)).toBe(0);
        near(take(sums, k)[j]!, r, r, what);
        near(take(more, k)[j]!, r, r.map((v, i) => v * w[i]!), what);
      }
      ground.restore(what, { ptr: X, bytes: 8 * all }, { ptr: sums, bytes: 8 * k }, { ptr: more, bytes: 8 * k });
      ground.call("many_step_f64", n, k, ld, a, X, b, Y, W, Z);
      expect(far(take(X, all), (i) => i % ld < k ? x[i]! + alpha[i % ld]! * d[i]! : x[i]!)).toBe(0);
      expect(far(take(Y, all), (i) => i % ld < k ? w[Math.floor(i / ld)]! * z[i]! + beta[i % ld]! * d[i]! : d[i]!)).toBe(0);
      ground.restore(what, { ptr: X, bytes: 8 * all }, { ptr: Y, bytes: 8 * all });
      ground.call("many_dots_f64", n, k, ld, X, Z, sums);
      for (let j = 0; j < k; j++) near(take(sums, k)[j]!, column(x, j), column(z, j), what);
      ground.call("many_copy_f64", n, X + 8, ld, Y, 1);
      expect(take(Y, n)).toEqual(column(x, 1));
      ground.restore(what, { ptr: sums, bytes: 8 * k }, { ptr: Y, bytes: 8 * n });
    }
  });
});
