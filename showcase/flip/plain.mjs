// The same in plain JavaScript.

/** Σ u⊗v⊗w of a scheme, term by term into one array, against the product of matrices: right or not. */
export function plainVerify({ shape: [n, m, p], rank, u, v, w }) {
  const U = n * m, V = m * p, W = p * n, sums = new Int32Array(U * V * W);
  for (let q = 0; q < rank; q++) for (let a = 0; a < U; a++) {
    const x = u[q * U + a];
    if (x !== 0) for (let b = 0; b < V; b++) {
      const y = x * v[q * V + b], at = (a * V + b) * W;
      if (y !== 0) for (let c = 0; c < W; c++) sums[at + c] += y * w[q * W + c];
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++) sums[((i * m + j) * V + j * p + k) * W + k * n + i]--;
  return sums.every((x) => x === 0);
}

/** The first `rows` rows of A·B for n×n matrices, row by row of B. */
export function plainGemm(n, rows, A, B) {
  const C = new Float32Array(rows * n);
  for (let i = 0; i < rows; i++) for (let j = 0; j < n; j++) {
    const x = A[i * n + j];
    for (let k = 0; k < n; k++) C[i * n + k] += x * B[j * n + k];
  }
  return C;
}

/** Greatest difference from the product in f64 at `count` entries spread over C, over the root mean square of those. */
export function gap(n, A, B, C, count = 400) {
  let worst = 0, squares = 0;
  for (let s = 0; s < count; s++) {
    const at = Math.floor(((s * 0.6180339887498949) % 1) * n * n), i = Math.floor(at / n), k = at % n;
    let want = 0;
    for (let j = 0; j < n; j++) want += A[i * n + j] * B[j * n + k];
    const off = Math.abs(C[i * n + k] - want);
    worst = off <= worst ? worst : off; // NaN stays
    squares += want * want;
  }
  return worst / Math.sqrt(squares / count);
}
