// Moving the entries of the factors of general schemes: what permuting, projecting, extending and merging have in common.
import { lengthsOf } from "../scheme.js";
import type { Scheme } from "./types.js";

type Shape = readonly [number, number, number];
export const FACTORS = ["u", "v", "w"] as const;
export type Factor = (typeof FACTORS)[number];
/** Numerators and denominators by factor, to be written into. */
export interface Arrays { readonly u: Int32Array; readonly v: Int32Array; readonly w: Int32Array; readonly denominators: { readonly u: Int32Array; readonly v: Int32Array; readonly w: Int32Array } | undefined }

/** Terms of zeros over denominators of 1. */
export function blank(shape: Shape, rank: number, fractions: boolean, target?: string): Arrays {
  const length = lengthsOf(shape, target), make = (value: number): Record<Factor, Int32Array> => ({
    u: new Int32Array(rank * length.u).fill(value), v: new Int32Array(rank * length.v).fill(value), w: new Int32Array(rank * length.w).fill(value),
  });
  return { ...make(0), denominators: fractions ? make(1) : undefined };
}

/** Writes the terms of s into those of `to`, from term `first` on; index i of dimension d goes to map(d, i), and is left out where that is negative. */
export function place(to: Arrays, shape: Shape, first: number, s: Scheme, map: (dim: 0 | 1 | 2, i: number) => number): void {
  const from = lengthsOf(s.shape), into = lengthsOf(shape);
  FACTORS.forEach((f, dim) => {
    const row = dim as 0 | 1 | 2, col = ((dim + 1) % 3) as 0 | 1 | 2;
    const at = Int32Array.from({ length: from[f] }, (_, e) => {
      const i = map(row, Math.floor(e / s.shape[col])), j = map(col, e % s.shape[col]);
      return i < 0 || j < 0 ? -1 : i * shape[col] + j;
    });
    for (let q = 0; q < s.rank; q++) for (let e = 0; e < at.length; e++) {
      if (at[e]! < 0) continue;
      const entry = (first + q) * into[f] + at[e]!;
      to[f][entry] = s[f][q * at.length + e]!;
      if (to.denominators) to.denominators[f][entry] = s.denominators?.[f][q * at.length + e] ?? 1;
    }
  });
}
