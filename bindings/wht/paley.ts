// Paley's matrices (1933, J. Math. and Phys. 12, 311): orders q + 1 and 2(q + 1) from the squares of GF(q).
import { primeOf, quadraticCharacter, subtract } from "./galois.js";

/** Q(i, j) = χ(aᵢ − aⱼ) written into `S` at (i + 1, j + 1), rows of q + 1. Runs of p entries share all digits but the last. */
function jacobsthal(q: number, S: Int8Array): void {
  const chi = quadraticCharacter(q), p = primeOf(q), n = q + 1;
  for (let i = 0; i < q; i++) {
    const last = i % p;
    for (let j = 0; j < q; j += p) {
      const rest = subtract(i - last, j, p), at = (i + 1) * n + j + 1;
      for (let d = 0; d < p; d++) S[at + d] = chi[rest + (d > last ? last - d + p : last - d)]!;
    }
  }
}

/** I + [0 1; −1 Q] for q ≡ 3 (mod 4). */
export function paley1(order: number): Int8Array {
  const H = new Int8Array(order * order);
  jacobsthal(order - 1, H);
  for (let i = 0; i < order; i++) {
    H[i] = 1;
    H[i * order] = -1;
    H[i * order + i] = 1;
  }
  return H;
}

/** S ⊗ [1 1; 1 −1] + I ⊗ [1 −1; −1 −1], S = [0 1; 1 Q], for q ≡ 1 (mod 4); symmetric. */
export function paley2(order: number): Int8Array {
  const n = order / 2;
  const S = new Int8Array(n * n), H = new Int8Array(order * order);
  jacobsthal(n - 1, S);
  for (let i = 1; i < n; i++) S[i] = S[i * n] = 1;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const s = S[i * n + j]!, at = 2 * i * order + 2 * j;
      H[at] = i === j ? 1 : s;
      H[at + 1] = H[at + order] = i === j ? -1 : s;
      H[at + order + 1] = i === j ? -1 : -s;
    }
  }
  return H;
}
