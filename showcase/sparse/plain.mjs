// Sparse solvers in plain JavaScript over typed arrays: what ours are timed beside. The usual ones, as one would write them.

/** Compressed rows of sorted triplets. */
export function compressed({ row, col, values, rows, cols }) {
  const rowPtr = new Int32Array(rows + 1), colIdx = new Int32Array(values.length), out = new Float64Array(values.length);
  for (const i of row) rowPtr[i + 1]++;
  for (let i = 0; i < rows; i++) rowPtr[i + 1] += rowPtr[i];
  const next = rowPtr.slice();
  for (let k = 0; k < values.length; k++) {
    const at = next[row[k]]++;
    colIdx[at] = col[k];
    out[at] = values[k];
  }
  return { rowPtr, colIdx, values: out, rows, cols };
}

export function product({ rowPtr, colIdx, values, rows }, x, y = new Float64Array(rows)) {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let k = rowPtr[i], end = rowPtr[i + 1]; k < end; k++) sum += values[k] * x[colIdx[k]];
    y[i] = sum;
  }
  return y;
}

export function dot(x, y) {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

const norm = (x) => Math.sqrt(dot(x, x));

/** ‖b − A·x‖ / ‖b‖. */
export function residual(A, x, b) {
  const r = product(A, x);
  for (let i = 0; i < r.length; i++) r[i] = b[i] - r[i];
  return norm(r) / norm(b);
}

/** One over each diagonal entry; 1 where there is none. */
function scaling({ rowPtr, colIdx, values, rows }) {
  const w = new Float64Array(rows).fill(1);
  for (let i = 0; i < rows; i++) for (let k = rowPtr[i]; k < rowPtr[i + 1]; k++) if (colIdx[k] === i && values[k] !== 0) w[i] = 1 / values[k];
  return w;
}

/** Conjugate gradients, diagonally scaled: Hestenes & Stiefel 1952. `converged` where the recurrence says so within `most` iterations. */
export function plainCg(A, b, rtol, most = 2 * b.length) {
  const n = b.length, w = scaling(A), x = new Float64Array(n), r = b.slice(), p = new Float64Array(n), q = new Float64Array(n);
  const stop = rtol * norm(b);
  let rho = 0;
  for (let it = 0; it < most; it++) {
    let next = 0, size = 0;
    for (let i = 0; i < n; i++) { next += r[i] * w[i] * r[i]; size += r[i] * r[i]; }
    if (Math.sqrt(size) <= stop) return { x, iterations: it, converged: true };
    const beta = it === 0 ? 0 : next / rho;
    rho = next;
    for (let i = 0; i < n; i++) p[i] = w[i] * r[i] + beta * p[i];
    product(A, p, q);
    const alpha = rho / dot(p, q);
    for (let i = 0; i < n; i++) { x[i] += alpha * p[i]; r[i] -= alpha * q[i]; }
  }
  return { x, iterations: most, converged: false };
}

/** BiCGSTAB, diagonally scaled from the right: van der Vorst 1992. */
export function plainBicgstab(A, b, rtol, most = 2 * b.length) {
  const n = b.length, w = scaling(A), x = new Float64Array(n), r = b.slice(), shadow = b.slice(), p = b.slice(), y = new Float64Array(n), v = new Float64Array(n), t = new Float64Array(n);
  const stop = rtol * norm(b);
  let rho = dot(shadow, r);
  for (let it = 0; it < most; it++) {
    if (norm(r) <= stop) return { x, iterations: it, converged: true };
    for (let i = 0; i < n; i++) y[i] = w[i] * p[i];
    product(A, y, v);
    const alpha = rho / dot(shadow, v);
    for (let i = 0; i < n; i++) { x[i] += alpha * y[i]; r[i] -= alpha * v[i]; }
    for (let i = 0; i < n; i++) y[i] = w[i] * r[i];
    product(A, y, t);
    const omega = dot(t, r) / dot(t, t);
    for (let i = 0; i < n; i++) { x[i] += omega * y[i]; r[i] -= omega * t[i]; }
    const next = dot(shadow, r), beta = (next / rho) * (alpha / omega);
    if (!Number.isFinite(beta)) break;
    rho = next;
    for (let i = 0; i < n; i++) p[i] = r[i] + beta * (p[i] - omega * v[i]);
  }
  return { x, iterations: most, converged: false };
}

/** Cholesky within the band, and both substitutions. Undefined where a pivot is not positive. */
export function plainBand({ rowPtr, colIdx, values, rows: n }, b) {
  let band = 0;
  for (let i = 0; i < n; i++) for (let k = rowPtr[i]; k < rowPtr[i + 1]; k++) band = Math.max(band, i - colIdx[k]);
  const width = band + 1, L = new Float64Array(n * width); // row i holds columns i - band … i
  for (let i = 0; i < n; i++) for (let k = rowPtr[i]; k < rowPtr[i + 1]; k++) if (colIdx[k] <= i) L[i * width + band + colIdx[k] - i] = values[k];
  for (let i = 0; i < n; i++) {
    const row = i * width + band - i;
    for (let j = Math.max(0, i - band); j <= i; j++) {
      const other = j * width + band - j;
      let sum = L[row + j];
      for (let k = Math.max(0, i - band); k < j; k++) sum -= L[row + k] * L[other + k];
      if (j < i) L[row + j] = sum / L[other + j];
      else if (sum > 0) L[row + j] = Math.sqrt(sum);
      else return undefined;
    }
  }
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    const row = i * width + band - i;
    for (let k = Math.max(0, i - band); k < i; k++) x[i] -= L[row + k] * x[k];
    x[i] /= L[row + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const row = i * width + band - i;
    x[i] /= L[row + i];
    for (let k = Math.max(0, i - band); k < i; k++) x[k] -= L[row + k] * x[i];
  }
  return x;
}
