// Plain references for the catalogue: schemes written out over all sums, and the lowest rank by trying every way to cut a format.
import type { Scheme } from "lanewise";

/** Whether a scheme of a general product is right, by its definition: Σ u⊗v⊗w entry by entry, over the integers or modulo 2 or 3. */
export function isRight({ shape: [n, m, p], ring, rank, u, v, w }: Scheme): boolean {
  const modulus = ring === "Z2" ? 2 : ring === "Z3" ? 3 : 0, sums = new Map<number, number>();
  const listed = (x: Int32Array, q: number, length: number): [number, number][] => Array.from(x.subarray(q * length, (q + 1) * length).entries()).filter(([, c]) => c !== 0);
  for (let q = 0; q < rank; q++) for (const [a, x] of listed(u, q, n * m)) for (const [b, y] of listed(v, q, m * p)) for (const [c, z] of listed(w, q, p * n)) {
    const key = (a * m * p + b) * p * n + c;
    sums.set(key, (sums.get(key) ?? 0) + x * y * z);
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++) {
    const key = ((i * m + j) * m * p + j * p + k) * p * n + k * n + i;
    sums.set(key, (sums.get(key) ?? 0) - 1);
  }
  return [...sums.values()].every((x) => (modulus ? x % modulus === 0 : x === 0));
}

/** Growth by its definition: the largest over the entries of C of Σ |w|·Σ|u|·Σ|v|. */
export function growthOf({ rank, u, v, w }: Scheme): number {
  const size = (x: Int32Array, q: number): number => x.subarray((q * x.length) / rank, ((q + 1) * x.length) / rank).reduce((sum, y) => sum + Math.abs(y), 0);
  return Math.max(...Array.from({ length: w.length / rank }, (_, c) => Array.from({ length: rank }, (_, q) => Math.abs(w[(q * w.length) / rank + c]!) * size(u, q) * size(v, q)).reduce((x, y) => x + y, 0)));
}

/** The lowest rank that cuts and products of known formats give, by plain recursion. `known`: ranks by sorted format "2,2,3". */
export function reachable(known: ReadonlyMap<string, number>): (n: number, m: number, p: number) => number {
  const met = new Map<string, number>();
  const rank = (...format: number[]): number => {
    const key = String(format.sort((x, y) => x - y)), [n, m, p] = format as [number, number, number];
    if (n === 1) return m * p;
    let best = met.get(key);
    if (best !== undefined) return best;
    best = Math.min(n * m * p, known.get(key) ?? Infinity);
    for (let s = 1; s < p; s++) {
      if (s < n) best = Math.min(best, rank(s, m, p) + rank(n - s, m, p));
      if (s < m) best = Math.min(best, rank(n, s, p) + rank(n, m - s, p));
      best = Math.min(best, rank(n, m, s) + rank(n, m, p - s));
    }
    for (let a = 1; a <= n; a++) for (let b = 1; b <= m; b++) for (let c = 1; c <= p; c++) {
      if (n % a || m % b || p % c || a * b * c === 1 || a * b * c === n * m * p) continue;
      best = Math.min(best, rank(a, b, c) * rank(n / a, m / b, p / c));
    }
    met.set(key, best);
    return best;
  };
  return rank;
}
