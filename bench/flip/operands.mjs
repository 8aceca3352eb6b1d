// Matrices to multiply, and how far a product is from the truth.

/** Entries uniform in (−1/2, 1/2), or whole numbers for i32: a multiplicative congruential generator, the same everywhere. */
export function fill(view, seed) {
  let state = seed * 2654435761 + 12345;
  for (let i = 0; i < view.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    view[i] = view instanceof Int32Array ? state >> 16 : (state >>> 0) / 2 ** 32 - 0.5;
  }
}

export function operands(k, dtype, m, kk, n) {
  const A = k.matrix(dtype, m, kk), B = k.matrix(dtype, kk, n), C = k.matrix(dtype, m, n), D = k.matrix(dtype, m, n);
  fill(A.view, 1);
  fill(B.view, 2);
  return { A, B, C, D, free: () => [A, B, C, D].forEach((x) => x.free()) };
}

/** Largest error of `samples` entries of C = A·B against sums in f64 (compensated for f64 operands), over the root mean square of those entries. */
export function errorOf(C, A, B, samples = 2000) {
  const a = A.view, b = B.view, c = C.view, { cols: k } = A, { cols: n } = B;
  let worst = 0, square = 0, state = 7;
  for (let s = 0; s < samples; s++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const i = Math.floor((state / 2 ** 32) * A.rows);
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * n);
    let sum = 0, low = 0;
    for (let t = 0; t < k; t++) {
      const y = a[i * k + t] * b[t * n + j] - low, next = sum + y;
      low = next - sum - y;
      sum = next;
    }
    worst = Math.max(worst, Math.abs(c[i * n + j] - sum));
    square += sum * sum;
  }
  return worst / Math.sqrt(square / samples);
}

/** Throws when two matrices differ by more than `bound` of the root mean square of the first. */
export function close(what, x, y, bound) {
  const a = x.view, b = y.view;
  let worst = 0, square = 0;
  for (let i = 0; i < a.length; i++) {
    worst = Math.max(worst, Math.abs(a[i] - b[i]));
    square += a[i] * a[i];
  }
  const error = worst / Math.sqrt(square / a.length);
  if (!(error <= bound)) throw new Error(`wrong answer: ${what} differs by ${error} of the root mean square`);
  return error;
}
