// Public types of the flip family. Semantics and errors stand with each function in this folder and in docs/contracts/flip.md.
import type { Float, Matrix, Plan, Ring, Scheme } from "../types.js";

export type { Plan, Ring, Scheme };

export interface CatalogEntry {
  readonly shape: readonly [number, number, number]; readonly target?: string; readonly ring: Ring; readonly rank: number;
  /** After common subexpressions are taken out; growth is 0 over Z2 and Z3, whose coefficients have no size. */
  readonly additions: number; readonly growth: number; readonly source: string;
  /** The command that makes it again, in a checkout of the package. */
  readonly rebuild: string;
  /** Decoded whenever it is read: a copy of its own. */
  readonly scheme: Scheme;
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
/** `inner`: where to find larger schemes for terms that share a factor; see product. */
export interface ProductOptions { inner?: (n: number, m: number, p: number) => Scheme | undefined }
export interface SandwichOptions { minimise?: "nnz" | "growth" | "frobenius"; tries?: number; seed?: number }

export interface PlanOptions {
  /** Levels of the scheme itself; 1. A list of schemes says one for each level instead. Of a structured scheme the most that may be used; 2. */
  levels?: number;
  /** Levels of the 2×2×2 kernel below, 0 to 10; as many as are predicted to be fastest. */
  strassen?: number;
  /** Rows, columns and inner dimension of the least leaves that such a prediction may choose; 40, structured 32. */
  leaf?: number;
  /** What the blocks do not divide: padded with zeros, peeled off and multiplied classically, or for each dimension what is predicted to be faster.
   *  i32 and structured products are padded. */
  edges?: "auto" | "pad" | "peel";
}

export interface TrmmOptions {
  /** Which triangle of A is read; "lower". */
  uplo?: "lower" | "upper";
}
export interface SymmOptions extends TrmmOptions {
  /** A is skew: −A is its transpose. */
  skew?: boolean;
}

/** `levels`: how deep, 0 to 10; `errorTarget`: the largest error to expect, over the root mean square of C. */
export interface StrassenDepth { levels?: number; errorTarget?: number }
export interface StrassenOptions extends StrassenDepth { alpha?: number; beta?: number }

export interface MetaOptions {
  probability: number; minDims?: readonly [number, number, number]; maxDims?: readonly [number, number, number];
  moves?: readonly ("project" | "extend" | "merge" | "product" | "sandwich" | "permute")[];
}
export interface SearchOptions {
  flips: number; seed: number; target?: number; plusAfter?: readonly [number, number]; walkers?: number; pathLimit?: number; pool?: number; meta?: MetaOptions;
  signal?: AbortSignal; resume?: SearchState;
  /** Terms above the best rank of a walk that a plus may reach. */
  distance?: number;
  /** Flips after a plus before terms are merged again. */
  splitAfter?: number;
  /** Expansions of a scheme that has no flip, since the last best, before its walk is given up. */
  patience?: number;
  /** Where a walk begins anew: at the start, at the best that its walker has, or step by step back from the best that the walk came to. */
  restarts?: "start" | "best" | "back";
  /** Smaller formats first: the best of one, or its pool, grown by the classical part, is where the next one starts. */
  adaptive?: boolean;
  /** Walk modulo 2 (of a start over Q: modulo 3) and lift what is found: the best is the best that lifted. */
  lift?: boolean;
  /** Go on at the rank reached, for the scheme of fewest additions, or of least growth. */
  minimise?: "additions" | "growth";
}
export interface SymmetricOptions extends SearchOptions { symmetry: "C3" | "C3xZ2"; cubes?: readonly Int32Array[] }
export interface SearchState { readonly version: 1; readonly json: string }
export interface SearchStep {
  readonly flips: number; readonly rank: number; readonly best: Scheme; readonly perSecond: number;
  readonly history: readonly { readonly flips: number; readonly rank: number }[];
  state(): SearchState;
}

export type Order = readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2];

/** Fast matrix multiplication schemes: as data, checked, changed, and multiplying real matrices. */
export interface Flip {
  standard(n: number, m: number, p: number, ring?: Ring): Scheme;
  structured(target: string, n: number, ring?: Ring): Scheme;
  catalog(): readonly CatalogEntry[];
  best(n: number, m: number, p: number, ring?: Ring): Scheme;
  bestKnownRank(n: number, m: number, p: number, ring?: Ring): { readonly rank: number; readonly source: string } | undefined;
  verify(s: Scheme): Verification;
  search(start: Scheme, o: SearchOptions): SearchStep;
  steps(start: Scheme, o: SearchOptions & { every: number }): Generator<SearchStep, SearchStep>;
  searchSymmetric(n: number, o: SymmetricOptions): SearchStep;
  lift(s: Scheme, o?: LiftOptions): Scheme | null;
  permute(s: Scheme, order: Order): Scheme;
  project(s: Scheme, dim: 0 | 1 | 2, index: number): Scheme;
  extend(s: Scheme, dim: 0 | 1 | 2): Scheme;
  merge(a: Scheme, b: Scheme, dim: 0 | 1 | 2): Scheme;
  product(a: Scheme, b: Scheme, o?: ProductOptions): Scheme;
  sandwich(s: Scheme, x: Int32Array, y: Int32Array, z: Int32Array): Scheme | null;
  sandwichSearch(s: Scheme, o?: SandwichOptions): Scheme;
  reduce(s: Scheme): Scheme;
  reduceRing(s: Scheme, ring: "Z2" | "Z3"): Scheme;
  additions(s: Scheme): Additions;
  reduceAdditions(s: Scheme, o?: ReduceOptions): StraightLine;
  stability(s: Scheme): Stability;
  gamma(s: Scheme): Gamma;
  plan(s: Scheme | StraightLine | readonly (Scheme | StraightLine)[], o?: PlanOptions): Plan;
  trmm<D extends Float | "i32">(C: Matrix<D>, A: Matrix<D>, B: Matrix<D>, o?: TrmmOptions): Matrix<D>;
  symm<D extends Float | "i32">(C: Matrix<D>, A: Matrix<D>, B: Matrix<D>, o?: SymmOptions): Matrix<D>;
  strassen<D extends Float | "i32">(C: Matrix<D>, A: Matrix<D>, B: Matrix<D>, o?: StrassenOptions): Matrix<D>;
  strassenWorkspace(dtype: Float | "i32", m: number, k: number, n: number, o?: StrassenDepth): number;
}

