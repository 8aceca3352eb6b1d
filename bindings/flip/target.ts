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

/** Calls back with every nonzero that the terms of a scheme have to sum up to: entries a of A, b of B, c of C, and its sign. Nothing is kept, as there
 *  can be millions. No (a, b, c) comes twice. */
export function eachNonzero([n, m, p]: readonly [number, number, number], target: string | undefined, visit: (a: number, b: number, c: number, value: number) => void): void {
  if (target === undefined) {
    for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++) visit(i * m + j, j * p + k, k * n + i, 1);
    return;
  }
  const left = target[0] as string, gram = target[1] === "t", right = gram ? left : target[1] as string, corner = target[2] ?? "";
  const upper = lengthsOf([n, n, n], target).w < n * n;
  for (let i = 0; i < n; i++) for (let k = upper ? i : 0; k < n; k++) {
    if ((corner === "a" || corner === "c") && i === 0 && k === 0) continue;
    if ((corner === "b" || corner === "c") && i === n - 1 && k === n - 1) continue;
    for (let j = 0; j < n; j++) {
      const x = parameter(left, n, i, j), y = gram ? parameter(right, n, k, j) : parameter(right, n, j, k);
      if (x && y) visit(x.at, y.at, upper ? (i * (2 * n - i - 1)) / 2 + k : i * n + k, x.sign * y.sign);
    }
  }
}

/** The same as a list. */
export function targetOf(shape: readonly [number, number, number], target?: string): Nonzero[] {
  const list: Nonzero[] = [];
  eachNonzero(shape, target, (a, b, c, value) => { list.push({ a, b, c, value }); });
  return list;
}

/** True for the entries of a structured matrix that lie on its diagonal: block matrices of those alone keep the structure. */
export function diagonals(letter: string, n: number): boolean[] {
  const list: boolean[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) { const x = parameter(letter, n, i, j); if (x) list[x.at] ||= i === j; }
  return list;
}
