// What rotations, sketches, features and dyadic convolutions must compute, by definition and slowly. f64 throughout.
import { Random } from "./random.js";

const M64 = (1n << 64n) - 1n, GOLDEN = 0x9e3779b97f4a7c15n;

function mix64(x: bigint): bigint {
  let z = x & M64;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & M64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & M64;
  return z ^ (z >> 31n);
}

export function streamKey(seed: number, stream: number): bigint {
  return mix64(mix64(BigInt(seed) + GOLDEN) + (BigInt(stream) + 1n) * 0xd1342543de82ef95n);
}

export function random64(key: bigint, i: number): bigint {
  return mix64(key + (BigInt(i) + 1n) * GOLDEN);
}

/** n signs of a stream: 128 elements share two words; element e takes bit 31 − (e >> 2) of u32 number e & 3. */
export function signsReference(seed: number, stream: number, n: number): Float64Array {
  const key = streamKey(seed, stream), out = new Float64Array(n);
  for (let block = 0; 128 * block < n; block++) {
    const words = [2 * block, 2 * block + 1].flatMap((i) => { const r = random64(key, i); return [Number(r & 0xffffffffn), Number(r >> 32n)]; });
    for (let e = 0; e < 128 && 128 * block + e < n; e++) out[128 * block + e] = (words[e & 3]! >>> (31 - (e >> 2))) & 1 ? -1 : 1;
  }
  return out;
}

/** Σᵢ (−1)^⟨i,k⟩ x[i]. */
export function hadamardReference(x: ArrayLike<number>): Float64Array {
  const y = Float64Array.from(x);
  for (let h = 1; h < y.length; h *= 2) for (let i = 0; i < y.length; i++) if (!(i & h)) {
    const [a, b] = [y[i]!, y[i + h]!];
    y[i] = a + b;
    y[i + h] = a - b;
  }
  return y;
}

/** Rounds of H·D/√block on blocks. */
export function randomizedReference(x: ArrayLike<number>, seed: number, rounds: number, block: number): Float64Array {
  let y = Float64Array.from(x);
  for (let r = 0; r < rounds; r++) {
    const signs = signsReference(seed, r, y.length), z = y.map((v, i) => v * signs[i]!);
    y = new Float64Array(y.length);
    for (let j = 0; j < y.length; j += block) y.set(hadamardReference(z.subarray(j, j + block)).map((v) => v / Math.sqrt(block)), j);
  }
  return y;
}

/** The kept rows: Floyd's subset of `m` out of n, ascending. */
export function sampleReference(n: number, m: number, seed: number): number[] {
  const key = streamKey(seed, 1), kept = new Set<number>();
  for (let j = n - m; j < n; j++) {
    const t = Number(((random64(key, j) >> 32n) * BigInt(j + 1)) >> 32n);
    kept.add(kept.has(t) ? j : t);
  }
  return [...kept].sort((a, b) => a - b);
}

/** S·A for A rows×cols without gaps. */
export function srhtReference(a: ArrayLike<number>, rows: number, cols: number, sketch: number, seed: number): Float64Array {
  let n = 1;
  while (n < rows) n *= 2;
  const kept = sampleReference(n, sketch, seed), signs = signsReference(seed, 0, rows), out = new Float64Array(sketch * cols);
  for (let j = 0; j < cols; j++) {
    const x = new Float64Array(n);
    for (let i = 0; i < rows; i++) x[i] = a[i * cols + j]! * signs[i]!;
    const y = hadamardReference(x);
    kept.forEach((k, i) => { out[i * cols + j] = y[k]! / Math.sqrt(sketch); });
  }
  return out;
}

export function dyadicReference(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  return Float64Array.from(x, (_, i) => { let s = 0; for (let j = 0; j < x.length; j++) s += x[j]! * y[i ^ j]!; return s; });
}

export function paddedTo(cols: number, least: number): number {
  let d = least;
  while (d < cols) d *= 2;
  return d;
}

/** H·D·H·D·H·D·x of block b, H orthonormal of order d. */
export function rotated(x: ArrayLike<number>, d: number, b: number, seed: number): Float64Array {
  let y = new Float64Array(d);
  y.set(Float64Array.from(x));
  for (let r = 0; r < 3; r++) {
    const signs = signsReference(seed, 3 * b + r, d);
    y = hadamardReference(y.map((v, i) => v * signs[i]!)).map((v) => v / Math.sqrt(d));
  }
  return y;
}

/** The p projections W·x of sorf. */
export function sorfProjections(x: ArrayLike<number>, p: number, sigma: number, seed: number): Float64Array {
  const d = paddedTo(x.length, 64);
  return Float64Array.from({ length: p }, (_, i) => i).map((i) => rotatedAt(x, d, i, seed) * Math.sqrt(d) / sigma);
}

let cache: { readonly key: string; readonly y: Float64Array } | undefined;
function rotatedAt(x: ArrayLike<number>, d: number, i: number, seed: number): number {
  const b = Math.floor(i / d), key = `${Array.from(x).join()} ${d} ${b} ${seed}`;
  if (cache?.key !== key) cache = { key, y: rotated(x, d, b, seed) };
  return cache.y[i % d]!;
}

/** Norm i of a Gaussian vector of d entries, as the kernel draws it. */
export function chiReference(i: number, d: number, seed: number): number {
  const key = streamKey(seed, 0xffffffff);
  let log = 0;
  for (let k = 0; k < d / 4; k++) {
    const r = random64(key, i * (d / 4) + k);
    log += Math.log((Number(r & 0xffffffffn) + 0.5) / 2 ** 32) + Math.log((Number(r >> 32n) + 0.5) / 2 ** 32);
  }
  return Math.sqrt(-2 * log);
}

/** Vertex i of the simplex: d unit vectors in d − 1 dimensions, pairwise cosine −1/(d − 1). */
export function simplexVertex(i: number, d: number): Float64Array {
  const s = new Float64Array(d), n = d - 1;
  if (i === n) return s.fill(1 / Math.sqrt(n), 0, n);
  s.fill(-(Math.sqrt(d) + 1) / n ** 1.5, 0, n);
  s[i] = s[i]! + Math.sqrt(d / n);
  return s;
}

export function simplexReference(x: ArrayLike<number>, features: number, sigma: number, seed: number): Float64Array {
  const d = paddedTo(x.length, 16), square = Array.from(x).reduce((s, v) => s + v * v, 0);
  return Float64Array.from({ length: features }, (_, i) => i).map((i) => {
    const b = Math.floor(i / d), y = rotated(x, d, b, seed), s = simplexVertex(i % d, d);
    const projection = y.reduce((sum, v, j) => sum + v * s[j]!, 0);
    return Math.exp(chiReference(i, d, seed) * projection / sigma - square / sigma ** 2) / Math.sqrt(features);
  });
}

export function norm(x: ArrayLike<number>): number {
  let s = 0;
  for (let i = 0; i < x.length; i++) s += x[i]! ** 2;
  return Math.sqrt(s);
}

/** b = A·x + noise for A of uniform entries; with `condition` > 1 each column leans on the one before, so that scaling columns does not repair it. */
export function leastSquares(n: number, d: number, condition: number, noise: number, seed: number): { a: Float64Array; b: Float64Array; x: Float64Array } {
  const random = new Random(seed), a = new Float64Array(n * d), x = Float64Array.from({ length: d }, () => 2 * random.unit() - 1);
  for (let i = 0; i < n * d; i++) a[i] = 2 * random.unit() - 1;
  if (condition > 1) for (let i = 0; i < n; i++) for (let j = 1; j < d; j++) a[i * d + j] = a[i * d + j - 1]! + a[i * d + j]! * condition ** (-1 / (d - 1));
  const b = Float64Array.from({ length: n }, (_, i) => { let s = noise * (2 * random.unit() - 1); for (let j = 0; j < d; j++) s += a[i * d + j]! * x[j]!; return s; });
  return { a, b, x };
}
