// The kernels of set-up and cycle alone, over memory full of NaN: against dense references, across block edges, with heaps that are too small.
import { describe, expect, it } from "vitest";
import { assemble, laplace, type Plain, randomSpd, uniform } from "../helpers/sparse.amg.js";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";

type Dense = number[][];

/** A raw instance, a bump pointer over its NaN, and the structures that kernels read. */
class Bench {
  readonly ground = new Ground("simd", 64);
  private top = 65536;

  take(bytes: number): number {
    const ptr = this.top;
    this.top += Math.ceil(bytes / 64) * 64 + 64;
    return ptr;
  }

  put(data: Int32Array | Float64Array | Float32Array | Uint8Array): number {
    const ptr = this.take(data.byteLength);
    new Uint8Array(this.ground.raw.memory.buffer).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), ptr);
    return ptr;
  }

  words(list: readonly number[]): number { return this.put(Int32Array.from(list)); }
  i32(ptr: number, n: number): Int32Array { return new Int32Array(this.ground.raw.memory.buffer, ptr, n); }
  f64(ptr: number, n: number): Float64Array { return new Float64Array(this.ground.raw.memory.buffer, ptr, n); }
  call(name: string, ...args: number[]): number { return this.ground.call(name, ...args); }

  plain(A: Plain): number { return this.words([this.words(A.rowPtr), 2, this.words(A.colIdx), 2, this.put(Float64Array.from(A.values)), 3]); }

  /** Records through heaps of `records` at a time. */
  append(n: number, cols: number, records: number, body: (last: number, marker: number, heap: number, out: number) => number): { pairs: number; heaps: number } {
    const out = this.take(8 * n), marker = this.take(4 * cols), heap = this.take(12);
    let heaps = 0;
    const more = (row: number): void => {
      const bytes = 16 * Math.max(cols, records), ptr = this.take(bytes);
      this.i32(heap, 3).set([ptr, ptr + bytes, row]);
      this.i32(marker, cols).fill(0);
      heaps++;
    };
    more(0);
    while (body(n, marker, heap, out) !== 0) more(this.i32(heap, 3)[2]!);
    return { pairs: out, heaps };
  }

  /** What records say, dense. A column twice in one row is an error. */
  dense(pairs: number, n: number, cols: number): Dense {
    const at = this.i32(pairs, 2 * n);
    return Array.from({ length: n }, (_, i) => {
      const row = new Array<number>(cols).fill(0), seen = new Set<number>();
      for (let q = at[2 * i]!; q < at[2 * i + 1]!; q++) {
        const c = this.i32(16 * q + 8, 1)[0]!;
        expect(seen.has(c)).toBe(false);
        seen.add(c);
        row[c] = this.f64(16 * q, 1)[0]!;
      }
      return row;
    });
  }
}

const denseOf = (A: Plain): Dense => Array.from({ length: A.rows }, (_, i) => {
  const row = new Array<number>(A.cols).fill(0);
  for (let k = A.rowPtr[i]!; k < A.rowPtr[i + 1]!; k++) row[A.colIdx[k]!] = A.values[k]!;
  return row;
});
const product = (A: Dense, B: Dense, cols: number): Dense => A.map((row) => Array.from({ length: cols }, (_, j) => row.reduce((sum, v, k) => sum + v * B[k]![j]!, 0)));
const transposed = (A: Dense, cols: number): Dense => Array.from({ length: cols }, (_, j) => A.map((row) => row[j]!));
function near(got: Dense, want: Dense, tolerance = 1e-12): void {
  expect(got.length).toBe(want.length);
  got.forEach((row, i) => row.forEach((v, j) => { if (!(Math.abs(v - want[i]![j]!) <= tolerance)) throw new Error(`(${i}, ${j}) is ${v}, expected ${want[i]![j]}`); }));
}

/** Aggregates as the package makes them for strength ε. */
function aggregated(b: Bench, A: Plain, epsilon: number): { rows: number; strong: number; d: number; lumped: number; id: number; count: number; bound: number } {
  const { rows: n } = A, rows = b.plain(A), d = b.take(8 * n), strong = b.take(A.values.length), lumped = b.take(8 * n), id = b.take(4 * n);
  const bound = b.call("amg_diagonal", 0, n, rows, d);
  b.call("amg_strength", 0, n, rows, d, epsilon, strong, lumped);
  b.call("amg_aggregate_start", 0, n, rows, strong, id);
  const count = b.call("amg_renumber", n, id, b.call("amg_aggregate", 0, n, rows, strong, id, 0), b.take(4 * n));
  return { rows, strong, d, lumped, id, count, bound };
}

const matrices: readonly (readonly [string, Plain])[] = [
  ["one row", laplace([1])], ["two rows", laplace([2])], ["a path", laplace([23])], ["a grid", laplace([9, 8])], ["weak couplings", laplace([9, 9], [1, 0.001])],
  ["a cube", laplace([5, 4, 6])], ["both signs", randomSpd(70, 3, 1)], ["diagonal", assemble(17, Array.from({ length: 17 }, (_, i) => [i, i, i + 1]))], ["singular", laplace([8, 9], [1, 1], true)],
];

describe.each(matrices)("set-up of %s", (_, A) => {
  const n = A.rows, full = denseOf(A);

  it("diagonal, bound, asymmetry", () => {
    const b = new Bench(), { d, bound, rows } = aggregated(b, A, 0.08);
    expect([...b.f64(d, n)]).toEqual(full.map((row, i) => row[i]));
    expect(bound).toBeCloseTo(Math.max(...full.map((row, i) => row.reduce((s, v) => s + Math.abs(v), 0) / row[i]!)), 12);
    expect(b.call("amg_asymmetry", n, rows, d, b.take(4 * n))).toBe(0);
  });

  it("aggregates hold every row that has a strong neighbour, and are numbered without gaps", () => {
    const b = new Bench(), { id, count } = aggregated(b, A, 0.08), ids = [...b.i32(id, n)];
    ids.forEach((c, i) => expect(c >= 0).toBe(full[i]!.some((v, j) => j !== i && v * v > 0.0064 * full[i]![i]! * full[j]![j]!)));
    expect(new Set(ids.filter((c) => c >= 0)).size).toBe(count);
    expect(Math.max(-1, ...ids.filter((c) => c >= 0))).toBe(count - 1);
  });

  it.each([1, 40, 3000])("P = (I − ω·D⁻¹·A_F)·T, A·P, R and R·A·P through heaps of %i records", (records) => {
    const b = new Bench(), { rows, strong, lumped, id, count } = aggregated(b, A, 0.08);
    const t = b.put(new Float64Array(n).fill(1)), list = b.words(Array.from({ length: count + 1 }, (_, i) => i));
    const p = b.append(n, count, records, (last, marker, heap, out) => b.call("amg_prolong", last, rows, strong, lumped, 2 / 3, id, list, t, 1, count, marker, heap, out));
    const ids = b.i32(id, n), weak = (i: number, j: number): boolean => i !== j && !(full[i]![j]! ** 2 > 0.0064 * full[i]![i]! * full[j]![j]!);
    const filtered = full.map((row, i) => row.map((v, j) => (weak(i, j) ? 0 : v)));
    full.forEach((row, i) => { const rest = row.reduce((s, v, j) => s + (weak(i, j) ? v : 0), 0); if (row[i]! + rest > 0.1 * row[i]!) filtered[i]![i]! += rest; });
    const T = [...ids].map((c) => Array.from({ length: count }, (_, j) => Number(c === j))), FT = product(filtered, T, count);
    const P = T.map((row, i) => row.map((v, j) => v - 2 / 3 / filtered[i]![i]! * FT[i]![j]!)), got = b.dense(p.pairs, n, count);
    near(got, P);
    // Where A_F·1 = 0 the constant stays as it is.
    filtered.forEach((row, i) => { if (Math.abs(row.reduce((s, v) => s + v, 0)) < 1e-14 && ids.every((c) => c >= 0)) expect(got[i]!.reduce((s, v) => s + v, 0)).toBeCloseTo(1, 12); });
    const ap = b.append(n, count, records, (last, marker, heap, out) => b.call("amg_multiply", last, rows, p.pairs, count, marker, heap, out));
    near(b.dense(ap.pairs, n, count), product(full, P, count));
    if (records === 1 && n > 60 && count > 0) expect(ap.heaps).toBeGreaterThan(3);
    const counts = b.put(new Int32Array(count + 2));
    b.call("amg_count_columns", 0, n, p.pairs, counts);
    b.call("amg_sum_columns", count, counts);
    const nnz = b.i32(counts, count + 2)[count + 1]!, idx = b.take(4 * nnz), val = b.take(8 * nnz);
    b.call("amg_transpose_records", 0, n, p.pairs, counts, idx, val);
    const R = { rows: count, cols: n, rowPtr: [...b.i32(counts, count + 1)], colIdx: [...b.i32(idx, nnz)], values: [...b.f64(val, nnz)] };
    near(denseOf(R), transposed(P, count));
    const r = b.plain(R), ac = b.append(count, count, records, (last, marker, heap, out) => b.call("amg_multiply", last, r, ap.pairs, count, marker, heap, out));
    const coarse = product(transposed(P, count), product(full, P, count), count);
    near(b.dense(ac.pairs, count, count), coarse);
    const ptr = b.take(4 * (count + 1)), entries = b.call("amg_count_records", count, ac.pairs, ptr), ci = b.take(4 * entries), cv = b.take(8 * entries);
    b.call("amg_split_records", 0, count, ac.pairs, ptr, ci, cv);
    near(denseOf({ rows: count, cols: count, rowPtr: [...b.i32(ptr, count + 1)], colIdx: [...b.i32(ci, entries)], values: [...b.f64(cv, entries)] }), coarse);
  });

  it("T of several vectors: orthonormal columns that reproduce them, as many as are independent", () => {
    const b = new Bench(), { id, count } = aggregated(b, A, 0.08), k = 4, v = uniform(n * k, 3);
    for (let i = 0; i < n; i++) { v[k * i + 2] = 2 * v[k * i]! - v[k * i + 1]!; if (i % 2) v[k * i + 3] = 0; }
    const from = b.put(v), t = b.take(8 * n * k), cols = b.take(4 * (count + 1)), next = b.take(8 * count * k * k);
    const total = b.call("amg_tentative", n, k, count, id, from, t, cols, next, b.take(4 * (count + 1)), b.take(4 * n));
    const ids = b.i32(id, n), list = b.i32(cols, count + 1), q = b.f64(t, n * k), r = b.f64(next, total * k);
    const T = Array.from(ids, (c, i) => { const row = new Array<number>(total).fill(0); if (c >= 0) for (let j = list[c]!; j < list[c + 1]!; j++) row[j] = q[k * i + j - list[c]!]!; return row; });
    near(product(transposed(T, total), T, total), Array.from({ length: total }, (_, i) => Array.from({ length: total }, (_, j) => Number(i === j))));
    const back = product(T, Array.from({ length: total }, (_, i) => [...r.subarray(k * i, k * i + k)]), k);
    near(back, Array.from(ids, (c, i) => Array.from({ length: k }, (_, j) => (c >= 0 ? v[k * i + j]! : 0))));
    for (let c = 0; c < count; c++) expect(list[c + 1]! - list[c]!).toBeLessThanOrEqual(Math.min(3, ids.filter((x) => x === c).length));
  });

  it("matching: pairs of neighbours, nobody twice, half of the best weight", () => {
    const b = new Bench(), rows = b.plain(A), d = b.take(8 * n), w = b.put(new Float64Array(n).fill(1)), best = b.take(8 * n), offer = b.take(8 * n), suitor = b.take(4 * n), id = b.take(4 * n);
    b.call("amg_diagonal", 0, n, rows, d);
    b.call("amg_match_start", 0, n, rows, d, w, best, suitor, offer);
    b.call("amg_match", 0, n, rows, d, w, best, suitor, offer);
    const count = b.call("amg_pairs", n, suitor, w, id), groups = new Map<number, number[]>();
    b.i32(id, n).forEach((c, i) => groups.set(c, [...(groups.get(c) ?? []), i]));
    expect(groups.size).toBe(count);
    const weight = (i: number, j: number): number => (-2 * full[i]![j]!) / (full[i]![i]! + full[j]![j]!), top = full.map((row, i) => Math.max(0, ...row.map((_, j) => (i === j ? 0 : weight(i, j)))));
    for (const [i, j, more] of groups.values()) {
      expect(more).toBe(undefined);
      if (j !== undefined) expect(weight(i!, j)).toBeGreaterThan(0);
    }
    // No edge that counts joins two singles: the matching is maximal.
    const single = new Set([...groups.values()].filter((g) => g.length === 1).map((g) => g[0]!));
    for (const i of single) for (const j of single) if (i !== j && weight(i, j) > 0) expect(weight(i, j)).toBeLessThan(0.1 * Math.max(top[i]!, top[j]!) + 1e-15);
  });

  it("classical: a fine row depends on a coarse one if on any, and takes weights that sum to what the constant asks", () => {
    const b = new Bench(), rows = b.plain(A), strong = b.take(A.values.length), counts = b.put(new Int32Array(n + 2)), id = b.take(4 * n);
    b.call("amg_dependence", 0, n, rows, strong, counts);
    b.call("amg_sum_columns", n, counts);
    const list = b.take(4 * b.i32(counts, n + 2)[n + 1]!);
    b.call("amg_dependents", 0, n, rows, strong, counts, list);
    const cols = b.call("amg_split", n, rows, strong, counts, list, id, b.take(16 * n + 4)), ids = b.i32(id, n);
    expect([...ids].filter((c) => c >= 0)).toEqual(Array.from({ length: cols }, (_, i) => i));
    const p = b.append(n, Math.max(1, cols), 30, (last, _marker, heap, out) => b.call("amg_interpolate", last, rows, strong, id, cols, heap, out)), P = b.dense(p.pairs, n, cols);
    full.forEach((row, i) => {
      const least = Math.min(0, ...row.filter((_, j) => j !== i)), depends = row.map((v, j) => j !== i && v < 0 && v <= 0.25 * least), sum = P[i]!.reduce((s, v) => s + v, 0);
      if (ids[i]! >= 0) expect(P[i]).toEqual(Array.from({ length: cols }, (_, c) => Number(c === ids[i])));
      else if (depends.some(Boolean)) {
        expect(depends.some((is, j) => is && ids[j]! >= 0)).toBe(true);
        const own = row[i]! + row.reduce((s, v, j) => s + (j !== i && v > 0 ? v : 0), 0);
        expect(sum).toBeCloseTo(-row.reduce((s, v) => s + Math.min(0, v), 0) / own, 12);
      } else expect(sum).toBe(0);
    });
  });
});

describe.each(["f64", "f32"] as const)("passes over SELL-8 in %s", (dtype) => {
  const ARRAY = dtype === "f64" ? Float64Array : Float32Array, size = ARRAY.BYTES_PER_ELEMENT, tolerance = dtype === "f64" ? 1e-13 : 2e-5;

  it.each([1, 7, 8, 9, 15, 16, 17, 255, 256, 257, 2051])("%i rows", (n) => {
    const b = new Bench(), A = n > 300 ? laplace([n]) : randomSpd(n, 3, n), rows = b.plain(A), chunks = Math.ceil(n / 8), slots = 8 * chunks;
    const order = b.take(4 * n), place = b.take(4 * n), ws = b.take(4 * 257), ptr = b.take(4 * (chunks + 1));
    for (let i = 0; i < n; i += 256) b.call("amg_order", i, n, rows, order, place, ws);
    const at = [...b.i32(order, n)], slot = [...b.i32(place, n)];
    expect([...at].sort((x, y) => x - y)).toEqual(Array.from({ length: n }, (_, i) => i));
    expect(at.map((i) => slot[i])).toEqual(at.map((_, s) => s));
    const sum = b.call("amg_chunks", 0, chunks, n, rows, order, 1, ptr, 0), idx = b.take(32 * sum), val = b.take(8 * size * sum), d = b.take(size * slots), w = b.take(size * slots);
    for (const relax of [0, 1, 2]) {
      b.call(`amg_fill_square_${dtype}`, 0, chunks, n, rows, order, place, 0.5, relax, ptr, idx, val, d, w);
      const get = (p: number): Float64Array => Float64Array.from(new ARRAY(b.ground.raw.memory.buffer, p, slots));
      const vector = (seed: number): number => b.put(ARRAY.from(uniform(slots, seed), (v, s) => (s < n ? v : 0)));
      const x = vector(1), y = b.take(size * slots + 64), r = vector(2);
      const a = b.words([chunks, ptr, idx, val]), level = b.words([a, 0, 0, d, w, x, y, r, 0, 0, 0, 0, 0, 0, 0, 0]);
      const vx = get(x), vb = get(r), vw = get(w), Ax = Float64Array.from({ length: slots }, (_, s) => {
        let total = 0;
        if (s < n) for (let k = A.rowPtr[at[s]!]!; k < A.rowPtr[at[s]! + 1]!; k++) total += 0.5 * A.values[k]! * vx[slot[A.colIdx[k]!]!]!;
        return total;
      });
      const check = (what: string, want: (s: number) => number): void => get(y).forEach((v, s) => { if (!(Math.abs(v - want(s)) <= tolerance * (1 + Math.abs(want(s))))) throw new Error(`${what}[${s}] is ${v}, expected ${want(s)}`); });
      b.call(`amg_square_${dtype}_ukr`, 0, chunks, level, x, y);
      check("square", (s) => Ax[s]!);
      b.call(`amg_residual_${dtype}_ukr`, 0, chunks, level, x, y);
      check("residual", (s) => vb[s]! - Ax[s]!);
      b.call(`amg_relax_${dtype}_ukr`, 0, chunks, level, y, 0.7);
      check("relax", (s) => vx[s]! + 0.7 * vw[s]! * (vb[s]! - Ax[s]!));
      const before = get(y);
      b.call(`amg_momentum_${dtype}_ukr`, 0, chunks, level, 0.3, 0.9);
      check("momentum", (s) => vx[s]! + 0.3 * (vx[s]! - before[s]!) + 0.9 * vw[s]! * (vb[s]! - Ax[s]!));
      expect(Number.isNaN(new ARRAY(b.ground.raw.memory.buffer, y + size * slots, 1)[0]!), "past the end").toBe(true);
      expect(vw.every((v, s) => (s < n ? v > 0 : v === 0))).toBe(true);
    }
  });
});

describe("the dense factor", () => {
  it.each([1, 2, 3, 8, 33, 150])("of %i rows, regular and singular", (n) => {
    for (const A of [randomSpd(n, 4, n), laplace([n], [1], true)]) {
      if (A.values.some((v) => v === 0)) continue; // one free node alone
      const b = new Bench(), width = n + (n & 1), u = b.take(8 * n * width), ws = b.take(8 * width), random = new Random(n);
      const place = Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) { const j = random.int(0, i); [place[i], place[j]] = [place[j]!, place[i]!]; }
      b.call("amg_dense_factor", n, b.plain(A), b.words(place), 4, u, width, ws);
      const U = Array.from({ length: n }, (_, i) => [...b.f64(u + 8 * width * i, n)]), full = denseOf(A);
      const back = product(transposed(U, n), U, n);
      near(full.map((row, i) => row.map((_, j) => back[place[i]!]![place[j]!]!)), full.map((row) => row.map((v) => 4 * v)), 1e-9);
    }
  });
});
