// Public types of the flip family. Semantics and errors stand with each function in this folder and in docs/contracts/flip.md.
import type { Float, Handle, Matrix } from "../types.js";

/** Z2 and Z3: the fields of two and three elements; ZT: integers with coefficients −1, 0, 1; Z: integers; Q: fractions. */
export type Ring = "Z2" | "Z3" | "ZT" | "Z" | "Q";

/** A bilinear algorithm: `rank` terms (u, v, w), row-major; term q is (u_q·A)(v_q·B), and C is the sum of the terms times w_q.
 *  General products n×m by m×p: u has n·m, v m·p, w p·n entries a term, and w is indexed by C transposed (entry k·n + i belongs to c[i][k]).
 *  Structured targets: see `structured`; there w is row-major in C, not transposed. */
export interface Scheme {
  readonly shape: readonly [number, number, number]; readonly ring: Ring; readonly rank: number; readonly target?: string;
  readonly u: Int32Array; readonly v: Int32Array; readonly w: Int32Array;
  /** Entry by entry, for ring Q; absent where every coefficient is whole. */
  readonly denominators?: { readonly u: Int32Array; readonly v: Int32Array; readonly w: Int32Array };
}

export interface CatalogEntry {
  readonly shape: readonly [number, number, number]; readonly target?: string; readonly ring: Ring; readonly rank: number;
  /** After common subexpressions are taken out. */
  readonly additions: number; readonly growth: number; readonly source: string;
  /** The command that makes it again. */
  readonly rebuild: string;
}

/** Outputs are sums of inputs and of earlier steps: step j defines index `inputs` + j, outputs are named by `out` of the steps (−1 for a step that is none). */
export interface LinearProgram {
  readonly inputs: number; readonly outputs: number;
  readonly steps: readonly { readonly out: number; readonly terms: readonly { readonly index: number; readonly coefficient: number }[] }[];
}

/** A scheme with its linear maps as straight-line programs: u from entries of A to the left factors, v likewise, w from products to entries of C
 *  (in the order of the scheme's w). */
export interface StraightLine { readonly scheme: Scheme; readonly additions: number; readonly u: LinearProgram; readonly v: LinearProgram; readonly w: LinearProgram }

export interface Verification { readonly ok: boolean; readonly equations: number; readonly failed: number }
export interface Additions { readonly naive: number; readonly nnz: readonly [number, number, number] }
export interface ReduceOptions { seed?: number; tries?: number }
export interface LiftOptions { steps?: number; to?: "ZT" | "Z" | "Q" }
export interface Stability { readonly growth: number; readonly frobenius: number }
export interface Gamma { readonly factor: number; readonly recursive: number; readonly exact: string }
export interface PlanOptions { levels?: number; leaf?: number }

/** A scheme made ready to multiply matrices with. */
export interface Plan extends Handle {
  readonly scheme: Scheme;
  readonly levels: number;
  /** Bytes of scratch that a product of op(A) m×k and B k×n takes. */
  workspace(m: number, k: number, n: number): number;
  run<D extends Float | "i32">(C: Matrix<D>, A: Matrix<D>, B: Matrix<D>): Matrix<D>;
}

type Order = readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2];

/** Fast matrix multiplication schemes: as data, checked, changed, and multiplying real matrices. */
export interface Flip {
  standard(n: number, m: number, p: number, ring?: Ring): Scheme;
  structured(target: string, n: number, ring?: Ring): Scheme;
  catalog(): readonly CatalogEntry[];
  best(n: number, m: number, p: number, ring?: Ring): Scheme;
  bestKnownRank(n: number, m: number, p: number, ring?: Ring): { readonly rank: number; readonly source: string } | undefined;
  verify(s: Scheme): Verification;
  lift(s: Scheme, o?: LiftOptions): Scheme | null;
  permute(s: Scheme, order: Order): Scheme;
  project(s: Scheme, dim: 0 | 1 | 2, index: number): Scheme;
  extend(s: Scheme, dim: 0 | 1 | 2): Scheme;
  merge(a: Scheme, b: Scheme, dim: 0 | 1 | 2): Scheme;
  product(a: Scheme, b: Scheme): Scheme;
  sandwich(s: Scheme, x: Int32Array, y: Int32Array, z: Int32Array): Scheme | null;
  reduce(s: Scheme): Scheme;
  reduceRing(s: Scheme, ring: "Z2" | "Z3"): Scheme;
  additions(s: Scheme): Additions;
  reduceAdditions(s: Scheme, o?: ReduceOptions): StraightLine;
  stability(s: Scheme): Stability;
  gamma(s: Scheme): Gamma;
  plan(s: Scheme | StraightLine, o?: PlanOptions): Plan;
}

