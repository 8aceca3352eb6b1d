// The factors of a scheme under elementary changes of basis, with what the search over sandwiches minimises kept up to date.
import { type Lengths, lengthsOf } from "../scheme.js";
import { FACTORS } from "./place.js";
import { termsOf } from "./terms.js";
import type { Ring, SandwichOptions, Scheme } from "./types.js";

export type Aim = NonNullable<SandwichOptions["minimise"]>;
/** Row i of the matrix of dimension `dim` takes `c` times row j; where i = j it is multiplied by c. */
export interface Move { readonly dim: 0 | 1 | 2; readonly i: number; readonly j: number; readonly c: number }

export class Bases {
  private readonly ring: Ring;
  private readonly shape: Scheme["shape"];
  private readonly rank: number;
  private readonly lengths: Lengths;
  /** Whole numbers, or dyadic ones where rows were doubled: exact, so that a step undone is as if it had not been. */
  private readonly values: readonly Float64Array[];
  /** What the fractions of each term were multiplied by to make them whole. */
  private readonly scale: Float64Array;
  /** Per factor and term: sum of magnitudes, sum of squares, entries that are not 0. */
  private readonly sums: readonly Float64Array[];
  private readonly squares: readonly Float64Array[];
  private readonly counts: readonly Float64Array[];
  /** Entries past ±1. */
  private beyond = 0;
  /** X, Y, Z so far. */
  readonly matrices: readonly Float64Array[];

  constructor(s: Scheme) {
    this.ring = s.ring;
    this.shape = s.shape;
    this.rank = s.rank;
    this.lengths = lengthsOf(s.shape);
    const zeros = (): Float64Array[] => FACTORS.map(() => new Float64Array(s.rank));
    this.values = FACTORS.map((f) => new Float64Array(s[f].length));
    [this.sums, this.squares, this.counts] = [zeros(), zeros(), zeros()];
    this.matrices = s.shape.map((n) => Float64Array.from({ length: n * n }, (_, e) => (e % (n + 1) === 0 ? 1 : 0)));
    this.scale = new Float64Array(s.rank).fill(1);
    termsOf(s).forEach((t, q) => t.forEach(({ at, n, d }, f) => {
      this.scale[q]! *= Number(d);
      at.forEach((e, i) => { this.set(f, q, q * this.lengths[FACTORS[f]!] + e, Number(n[i]!)); });
    }));
  }

  private set(f: number, q: number, at: number, x: number): void {
    const old = this.values[f]![at]!, p = this.ring === "Z2" ? 2 : this.ring === "Z3" ? 3 : 0;
    const y = p > 0 ? ((x % p) + p) % p : x;
    this.values[f]![at] = y;
    this.sums[f]![q]! += Math.abs(y) - Math.abs(old);
    this.squares[f]![q]! += y * y - old * old;
    this.counts[f]![q]! += Number(y !== 0) - Number(old !== 0);
    this.beyond += Number(Math.abs(y) > 1) - Number(Math.abs(old) > 1);
  }

  /** The factor whose rows belong to the dimension, and the inverse on the one whose columns do. */
  apply({ dim, i, j, c }: Move): void {
    const { shape, rank, values, matrices } = this, n = shape[dim], e = (dim + 2) % 3, cols = shape[(dim + 1) % 3]!, rows = shape[e]!;
    const mixed = (x: Float64Array, to: number, from: number, by: number): number => (to === from ? x[to]! * by : x[to]! + by * x[from]!);
    for (let q = 0; q < rank; q++) {
      for (let k = 0, base = q * n * cols; k < cols; k++) this.set(dim, q, base + i * cols + k, mixed(values[dim]!, base + i * cols + k, base + j * cols + k, c));
      for (let k = 0, base = q * n * rows; k < rows; k++) this.set(e, q, base + k * n + j, mixed(values[e]!, base + k * n + j, base + k * n + i, i === j ? 1 / c : -c));
    }
    const x = matrices[dim]!;
    for (let k = 0; k < n; k++) x[i * n + k] = mixed(x, i * n + k, j * n + k, c);
  }

  undo({ dim, i, j, c }: Move): void { this.apply({ dim, i, j, c: i === j ? 1 / c : -c }); }

  /** Whether the ring and the 32 bits of a matrix entry allow it. */
  get allowed(): boolean {
    return (this.ring !== "ZT" || this.beyond === 0) && this.matrices.every((x) => x.every((y) => Number.isInteger(y) && Math.abs(y) < 2 ** 30));
  }

  /** What is to be small, and what decides between equals: maxima and counts have plateaus. Rounded, so that rounding errors are no progress. */
  score(aim: Aim): readonly [number, number] {
    const { rank, sums, squares, counts, values, lengths, scale } = this;
    let nnz = 0, frobenius = 0, growth = 0;
    for (let q = 0; q < rank; q++) {
      nnz += counts[0]![q]! + counts[1]![q]! + counts[2]![q]!;
      frobenius += Math.sqrt(squares[0]![q]! * squares[1]![q]! * squares[2]![q]!) / scale[q]!;
    }
    if (aim === "growth") for (let c = 0; c < lengths.w; c++) {
      let sum = 0;
      for (let q = 0; q < rank; q++) sum += (Math.abs(values[2]![q * lengths.w + c]!) * sums[0]![q]! * sums[1]![q]!) / scale[q]!;
      growth = Math.max(growth, sum);
    }
    const size = Math.fround(frobenius);
    return aim === "nnz" ? [nnz, size] : aim === "growth" ? [Math.fround(growth), size] : [size, nnz];
  }
}
