// Seeded operands and the plain reference that every answer is checked against before the clock starts.

const arrays = { f32: Float32Array, f64: Float64Array, i8: Int8Array, u8: Uint8Array, i16: Int16Array, i32: Int32Array };

/** Numerical Recipes' 32-bit congruential generator; the high bits are what is used. */
function generator(seed) {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
}

/** `length` elements: floats uniform in [-1/2, 1/2), integers uniform over 8 bits (of the sign the type has, longer ones 0..255) or within ±`limit`. */
export function random(dtype, length, seed = 1, limit) {
  const next = generator(seed);
  const data = new arrays[dtype](length);
  if (dtype === 'f32' || dtype === 'f64') {
    for (let i = 0; i < length; i++) data[i] = next() / 2 ** 32 - 0.5;
  } else if (limit !== undefined) {
    for (let i = 0; i < length; i++) data[i] = (next() >>> 16) % (2 * limit + 1) - limit;
  } else {
    for (let i = 0; i < length; i++) data[i] = next() >>> 24;
  }
  return data;
}

/** Symmetric, diagonally dominant, so Cholesky goes through. */
export function positiveDefinite(dtype, n, seed = 1) {
  const data = random(dtype, n * n, seed);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) data[i * n + j] = data[j * n + i];
    data[i * n + i] = n / 2 + 1;
  }
  return data;
}

const unitRoundoff = { f32: 2 ** -24, f64: 2 ** -53 };

/** Corners, edges and a few dozen entries inside: enough to catch a wrong tile, tail or stride at any size. */
export function* sampledEntries(m, n, count = 40) {
  const next = generator(m * 31 + n);
  for (const i of [0, m >> 1, m - 1]) for (const j of [0, n >> 1, n - 1]) yield [i, j];
  for (let s = 0; s < count; s++) yield [next() % m, next() % n];
}

/**
 * Throws unless `c` (row-major m×n) is the product at every sampled entry: `left(i, p)·right(p, j)` summed in f64.
 * Integers must be equal; floats within 2(k + 4)·u·Σ|left||right|, the bound of any order of summation.
 */
export function verifyProduct({ dtype, m, n, k, left, right }, c) {
  if (c.length !== m * n) throw new Error(`the answer has ${c.length} entries, expected ${m * n}`);
  const u = unitRoundoff[dtype] ?? 0;
  for (const [i, j] of sampledEntries(m, n)) {
    let sum = 0;
    let magnitude = 0;
    for (let p = 0; p < k; p++) {
      const term = left(i, p) * right(p, j);
      sum += term;
      magnitude += Math.abs(term);
    }
    const error = Math.abs(c[i * n + j] - sum);
    if (!(error <= 2 * (k + 4) * u * magnitude)) throw new Error(`wrong answer: entry (${i}, ${j}) is ${c[i * n + j]}, expected ${sum}`);
  }
}

/** A gemm problem: operands and `verify`. a, b are row-major as stored; with transA a is k×m, with transB b is n×k. */
export function productProblem({ dtype, m, n, k, transA = false, transB = false, bLimit }) {
  const bType = dtype === 'u8' ? 'i8' : dtype;
  const a = random(dtype, m * k, 1);
  const b = random(bType, k * n, 2, bLimit);
  const left = transA ? (i, p) => a[p * m + i] : (i, p) => a[i * k + p];
  const right = transB ? (p, j) => b[j * k + p] : (p, j) => b[p * n + j];
  return { dtype, m, n, k, transA, transB, a, b, verify: (c) => verifyProduct({ dtype, m, n, k, left, right }, c) };
}
