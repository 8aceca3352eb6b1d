// The tensors that schemes are compared with: general products and structured ones.
// Structured: Khoruzhii, Gelß & Pokutta 2025 (flip-cpd); letters g general, u upper, l lower, s symmetric, k skew, w skew with a free diagonal.
import { lengthsOf } from "../scheme.js";

/** One nonzero of a tensor: it belongs to entries a of A, b of B, c of C. */
export interface Nonzero { readonly a: number; readonly b: number; readonly c: number; readonly value: number }

/** Where entry (i, j) of a structured matrix is kept, and its sign; undefined for a zero. */
function parameter(letter: string, n: number, i: number, j: number): { at: number; sign: number } | undefined {
  if (letter === "g") return { at: i * n + j, sign: 1 };
  const x = Math.min(i, j), y = Math.max(i, j);
  if ((letter === "u" && i > j) || (letter === "l" && i < j) || (letter === "k" && i === j)) return undefined;
  const at = letter === "k" ? (x * (2 * n - x - 1)) / 2 + (y - x - 1) : (x * (2 * n - x - 1)) / 2 + y;
  return { at, sign: i > j && (letter === "k" || letter === "w") ? -1 : 1 };
}

/** The nonzeros that the terms of a scheme have to sum up to. */
export function targetOf(shape: readonly [number, number, number], target?: string): Nonzero[] {
  const [n, m, p] = shape, list: Nonzero[] = [];
  if (target === undefined) {
    for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++) list.push({ a: i * m + j, b: j * p + k, c: k * n + i, value: 1 });
    return list;
  }
  const left = target[0] as string, gram = target[1] === "t", right = gram ? left : target[1] as string, corner = target[2] ?? "";
  const upper = lengthsOf(shape, target).w < n * n;
  for (let i = 0; i < n; i++) for (let k = upper ? i : 0; k < n; k++) {
    if ((corner === "a" || corner === "c") && i === 0 && k === 0) continue;
    if ((corner === "b" || corner === "c") && i === n - 1 && k === n - 1) continue;
    for (let j = 0; j < n; j++) {
      const x = parameter(left, n, i, j), y = gram ? parameter(right, n, k, j) : parameter(right, n, j, k);
      if (x && y) list.push({ a: x.at, b: y.at, c: upper ? (i * (2 * n - i - 1)) / 2 + k : i * n + k, value: x.sign * y.sign });
    }
  }
  return list;
}
