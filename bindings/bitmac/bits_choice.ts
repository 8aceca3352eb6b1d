// When counting bits, or looking up sums by them, is faster than multiplying. As measured against gemmInt8; docs/contracts/bitmac-bits.md has the figures.
import type { BitMatrixHandle } from "./bit_matrix.js";

/** Wider matrices hold no planes. */
export const WIDEST = 2;

export type Way = "dots" | "planes" | "tables of A" | "tables of B";

/** Fewer columns leave most of a vector empty; fewer k, most of a word. */
const LEAST_N = 4, LEAST_K = 24;
/** Tables are made for the wider side, one set for its every row (column): with fewer than these on either side, or a shorter k, that does not pay. */
const LEAST_LANES = 16, LEAST_OTHERS = 64;
/** Lanes go by 4, the others by 16, k by 32: no more than this of the work may be padding's. */
const PADDED = 1.3;
const up = (x: number, unit: number): number => Math.ceil(x / unit) * unit;

/** `swift`: gemmInt8 has found kernels of twice the usual speed, which only bits against bits still beat. */
export function choose(m: number, n: number, k: number, a: BitMatrixHandle, b: BitMatrixHandle, swift: boolean): Way {
  const narrow = Math.min(a.width, b.width), wide = Math.max(a.width, b.width);
  if (wide === 1) return n >= LEAST_N && k >= LEAST_K ? "planes" : "dots";
  const ofA = a.width === b.width ? n >= m : a.width > b.width;
  const lanes = ofA ? m : n, others = (ofA ? n : m) / narrow;
  // One plane against four bits, two against three.
  if (swift || narrow > WIDEST || wide + narrow > 5 || lanes < LEAST_LANES || others < LEAST_OTHERS || k < LEAST_OTHERS * narrow) return "dots";
  if (up(lanes, 4) * up(ofA ? n : m, 16) * up(k, 32) > PADDED * m * n * k) return "dots";
  return ofA ? "tables of A" : "tables of B";
}
