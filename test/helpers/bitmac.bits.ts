// Products of few bits, the slow way, and operands to try them on.
import type { Random } from "./random.js";

export interface Bits { readonly width: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8; readonly signed: boolean; readonly binary: boolean }

/** Every width signed and unsigned, and ±1. */
export const FORMS: readonly Bits[] = [
  ...([1, 2, 3, 4, 5, 6, 7, 8] as const).flatMap((width) => [true, false].map((signed) => ({ width, signed, binary: false }))),
  { width: 1, signed: true, binary: true },
];

export const nameOf = ({ width, signed, binary }: Bits): string => binary ? "±1" : `${signed ? "s" : "u"}${width}`;

export function limitsOf({ width, signed, binary }: Bits): readonly [number, number] {
  return binary ? [-1, 1] : signed ? [-(2 ** (width - 1)), 2 ** (width - 1) - 1] : [0, 2 ** width - 1];
}

/** Elements of a form; a third of them are extremes. */
export function valuesOf(random: Random, form: Bits, length: number): number[] {
  const [low, high] = limitsOf(form);
  return Array.from({ length }, () => form.binary || random.chance(0.33) ? random.pick([low, high]) : random.int(low, high));
}

/** C of m×n, row by row. */
export function multiply(m: number, n: number, k: number, a: ArrayLike<number>, b: ArrayLike<number>): Int32Array {
  const c = new Int32Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let l = 0; l < k; l++) sum += a[i * k + l]! * b[l * n + j]!;
    c[i * n + j] = sum;
  }
  return c;
}
