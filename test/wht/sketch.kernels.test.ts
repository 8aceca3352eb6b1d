// The kernels under rotations and sketches alone: guard words around every operand, scratch of exactly the size they ask for, full of NaN.
import { describe, expect, it } from "vitest";
import { type Float, Random } from "../helpers/random.js";
import { Ground, SIZE } from "../helpers/vector.ground.js";
import { dyadicReference, norm, randomizedReference, sampleReference, signsReference, srhtReference, streamKey } from "../helpers/wht.sketch.js";

const unit = { f32: 2 ** -24, f64: 2 ** -53 } as const;
const BASE = 65536;
const halves = (key: bigint): [number, number] => [Number(key & 0xffffffffn), Number(key >> 32n)];
const up = (x: number): number => Math.ceil(x / 64) * 64;

/** Rows of a matrix with a stride, as pieces that may be written. */
const pieces = (dtype: Float, ptr: number, rows: number, cols: number, stride: number) => Array.from({ length: rows }, (_, i) => ({ ptr: ptr + i * stride * SIZE[dtype], bytes: cols * SIZE[dtype] }));

function near(what: string, got: ArrayLike<number>, want: ArrayLike<number>, bound: number): void {
  for (let i = 0; i < want.length; i++) if (!(Math.abs(got[i]! - want[i]!) <= bound)) throw new Error(`${what}: element ${i} is ${got[i]}, expected ${want[i]} within ${bound}`);
}

describe.each(["f32", "f64"] as const)("%s alone", (dtype) => {
  const size = SIZE[dtype];

  it("flips signs, of NaN and zeros too, at any alignment of the element", () => {
    const ground = new Ground("simd", 4);
    for (const n of [0, 1, 2, 3, 4, 5, 6, 7, 127, 128, 129, 130, 131, 255, 256, 257, 400]) for (const off of [0, size, 3 * size]) {
      const random = new Random(n), x = random.array(dtype, n, "special"), ptr = BASE + off;
      ground.put(ptr, x);
      ground.mark();
      ground.call(`flip_${dtype}_ukr`, n, ptr, ...halves(streamKey(12, 3)));
      const signs = signsReference(12, 3, n);
      expect(ground.take(dtype, ptr, n)).toEqual(x.map((v, i) => v * signs[i]!));
      ground.restore(`flip of ${n}`, { ptr, bytes: n * size });
    }
  });

  it("rotates rows with a stride and nothing between them", () => {
    const ground = new Ground("simd", 8);
    for (const [m, dim, block, rounds, gap] of [[0, 8, 8, 1, 0], [1, 1, 1, 2, 0], [3, 16, 16, 2, 5], [4, 2, 1, 1, 1], [5, 131, 1, 3, 2], [9, 7, 1, 1, 0], [40, 128, 32, 1, 3], [5, 2048, 2048, 2, 1]] as const) {
      const random = new Random(dim), ldx = dim + gap, x = random.array(dtype, m * ldx), ptr = BASE + size;
      ground.put(ptr, x);
      ground.mark();
      ground.call(`randomized_${dtype}`, m, dim, block, rounds, 5, 0, ptr, ldx);
      const got = ground.take(dtype, ptr, m * ldx);
      for (let i = 0; i < m; i++) near(`row ${i}`, got.subarray(i * ldx, i * ldx + dim), randomizedReference(x.subarray(i * ldx, i * ldx + dim), 5, rounds, block), rounds * 14 * unit[dtype] * norm(x.subarray(i * ldx, i * ldx + dim)));
      ground.restore(`${m}×${dim}`, ...pieces(dtype, ptr, m, dim, ldx));
    }
  });

  it("sketches within the scratch it asks for", () => {
    const ground = new Ground("simd", 500);
    for (const [n, d, m, gapA, gapS] of [[1, 1, 1, 0, 0], [7, 3, 8, 2, 1], [64, 1, 20, 3, 0], [1024, 2, 5, 0, 3], [1025, 5, 2048, 1, 0], [3000, 2, 1500, 0, 1], [9000, 3, 40, 4, 2], [33, 1030, 17, 3, 5]] as const) {
      const random = new Random(n), [lda, ldsa] = [d + gapA, d + gapS], a = random.array(dtype, n * lda);
      const pa = BASE + size, psa = up(pa + a.byteLength) + size, ws = up(psa + m * ldsa * size) + 64, bytes = ground.call(`srht_${dtype}_workspace`, n, d, m);
      if (ws + bytes > ground.end) throw new Error("test memory is too small");
      ground.put(pa, a);
      ground.mark();
      ground.call(`srht_${dtype}`, n, d, m, pa, lda, psa, ldsa, 3, ws);
      const compact = Float64Array.from({ length: n * d }, (_, i) => a[Math.floor(i / d) * lda + (i % d)]!), want = srhtReference(compact, n, d, m, 3);
      const got = ground.take(dtype, psa, m * ldsa);
      near(`${n}×${d} to ${m}`, Float64Array.from(want, (_, i) => got[Math.floor(i / d) * ldsa + (i % d)]!), want, 30 * unit[dtype] * Math.sqrt(n / m) * Math.sqrt(n));
      ground.restore(`${n}×${d} to ${m}`, ...pieces(dtype, psa, m, d, ldsa), { ptr: ws, bytes });
    }
  });

  it("convolves with scratch for two operands and none for one", () => {
    const ground = new Ground("simd", 4);
    for (const n of [1, 2, 4, 16, 256]) {
      const random = new Random(n), x = random.array(dtype, n), y = random.array(dtype, n), [px, py, pz, ws] = [0, 1, 2, 3].map((i) => BASE + i * 8192 + size) as [number, number, number, number];
      ground.put(px, x);
      ground.put(py, y);
      ground.mark();
      ground.call(`dyadic_${dtype}`, n, pz, px, py, ws);
      near(`convolution of ${n}`, ground.take(dtype, pz, n), dyadicReference(x, y), 30 * unit[dtype] * norm(x) * norm(y));
      ground.restore(`convolution of ${n}`, { ptr: pz, bytes: n * size }, { ptr: ws, bytes: n * size });
      ground.call(`dyadic_${dtype}`, n, pz, px, px, ws);
      near(`square of ${n}`, ground.take(dtype, pz, n), dyadicReference(x, x), 30 * unit[dtype] * norm(x) ** 2);
      ground.restore(`square of ${n}`, { ptr: pz, bytes: n * size });
    }
  });
});

it("a sample is m different rows in order, every row as likely as another", () => {
  for (const [n, m] of [[1, 1], [8, 8], [64, 1], [1024, 700], [65536, 10]] as const) {
    const kept = sampleReference(n, m, 11);
    expect(new Set(kept).size).toBe(m);
    expect(kept.every((e, i) => e >= 0 && e < n && (i === 0 || e > kept[i - 1]!))).toBe(true);
  }
  const hits = new Float64Array(16);
  for (let seed = 0; seed < 4000; seed++) for (const e of sampleReference(16, 4, seed)) hits[e]! += 1;
  // Expected 1000 each, deviation √(4000·¼·¾) = 27.
  for (const h of hits) expect(Math.abs(h - 1000)).toBeLessThan(5 * 27.4);
});

it("one pass makes ũ, z and ‖ũ‖²", () => {
  const ground = new Ground("simd", 8);
  for (const n of [0, 1, 2, 3, 4, 5, 7, 8, 9, 21]) for (const d of [0, 1, 2, 3, 4, 5, 8, 33]) for (const gap of [0, 3]) {
    const random = new Random(100 * n + d), lda = d + gap, a = random.array("f64", n * lda), v = random.array("f64", d), u = random.array("f64", n), gamma = 0.75;
    const [pa, pv, pu, pz] = [BASE + 8, BASE + 16384 + 8, BASE + 32768 + 8, BASE + 49152 + 8] as const;
    ground.put(pa, a);
    ground.put(pv, v);
    ground.put(pu, u);
    ground.mark();
    const square = ground.call("bidiagonal_f64", n, d, pa, lda, pv, gamma, pu, pz);
    const wantU = Float64Array.from(u, (x, i) => { let s = -gamma * x; for (let j = 0; j < d; j++) s += a[i * lda + j]! * v[j]!; return s; });
    const wantZ = Float64Array.from(v, (_, j) => { let s = 0; for (let i = 0; i < n; i++) s += a[i * lda + j]! * wantU[i]!; return s; });
    const scale = unit.f64 * (n + d + 4) * (d + 1);
    near(`${n}×${d}: u`, ground.take("f64", pu, n), wantU, scale);
    near(`${n}×${d}: z`, ground.take("f64", pz, d), wantZ, scale * (n + 1));
    expect(Math.abs(square - norm(wantU) ** 2)).toBeLessThanOrEqual(scale * 4 * (norm(wantU) ** 2 + 1));
    ground.restore(`${n}×${d}`, { ptr: pu, bytes: n * 8 }, { ptr: pz, bytes: d * 8 });
  }
});
