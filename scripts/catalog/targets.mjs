// The tensors to reach, general (w by C transposed) and structured (letters g u l s k w and t, packed as bindings/flip/target.ts says).

const packed = (letter, n) => (letter === "g" ? n * n : letter === "k" ? (n * (n - 1)) / 2 : (n * (n + 1)) / 2);

export function lengthsOf([n, m, p], target) {
  if (target === undefined) return [n * m, m * p, p * n];
  const right = target[1] === "t" ? target[0] : target[1];
  return [packed(target[0], n), packed(right, n), target[1] === "t" || target.startsWith("uu") ? packed("u", n) : n * n];
}

/** Where entry (i, j) is kept, and its sign; undefined for a zero. */
export function place(letter, n, i, j) {
  if (letter === "g") return [i * n + j, 1];
  const x = Math.min(i, j), y = Math.max(i, j), skew = letter === "k" || letter === "w";
  if ((letter === "u" && i > j) || (letter === "l" && i < j) || (letter === "k" && i === j)) return undefined;
  return [letter === "k" ? (x * (2 * n - x - 1)) / 2 + y - x - 1 : (x * (2 * n - x - 1)) / 2 + y, skew && i > j ? -1 : 1];
}

/** The sums that a scheme has to give, entry by entry. */
export function tensorOf([n, m, p], target) {
  const [U, V, W] = lengthsOf([n, m, p], target), sums = new Int32Array(U * V * W);
  if (target === undefined) {
    for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++) sums[((i * m + j) * V + j * p + k) * W + k * n + i] = 1;
    return sums;
  }
  const gram = target[1] === "t", upper = W < n * n, corner = target[2] ?? "";
  for (let i = 0; i < n; i++) for (let k = upper ? i : 0; k < n; k++) {
    if ((i === 0 && k === 0 && "ac".includes(corner || "-")) || (i === n - 1 && k === n - 1 && "bc".includes(corner || "-"))) continue;
    for (let j = 0; j < n; j++) {
      const x = place(target[0], n, i, j), y = gram ? place(target[0], n, k, j) : place(target[1], n, j, k);
      if (x && y) sums[(x[0] * V + y[0]) * W + (upper ? (i * (2 * n - i - 1)) / 2 + k : i * n + k)] += x[1] * y[1];
    }
  }
  return sums;
}

export function standard([n, m, p]) {
  const rank = n * m * p, u = new Int32Array(rank * n * m), v = new Int32Array(rank * m * p), w = new Int32Array(rank * p * n);
  let q = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++, q++) u[q * n * m + i * m + j] = v[q * m * p + j * p + k] = w[q * p * n + k * n + i] = 1;
  return { shape: [n, m, p], rank, u, v, w };
}
