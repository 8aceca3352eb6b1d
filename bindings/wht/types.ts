// Public types of the Walsh–Hadamard family. Semantics and errors stand with each function in this folder and in docs/contracts/wht.md.
import type { Float, Matrix, SolveInfo, Vector } from "../types.js";

export type WhtDtype = "f32" | "f64" | "i32" | "i16";
export type WhtOperand = { [D in WhtDtype]: Vector<D> | Matrix<D> }[WhtDtype];
export type WhtMatrix = { [D in WhtDtype]: Matrix<D> }[WhtDtype];
export type RealVector = Vector<"f32"> | Vector<"f64">;
export type RealMatrix = Matrix<"f32"> | Matrix<"f64">;
/** Natural: X[k] = Σ (−1)^popcount(i∧k) x[i]. Dyadic (Paley): bit-reversed k. Sequency (Walsh): row j has j sign changes. */
export type WhtOrder = "natural" | "dyadic" | "sequency";
export type WhtScale = "none" | "ortho" | "mean" | number;

export interface WhtOptions {
  /** Default "natural". */
  order?: WhtOrder;
  /** What the sum is multiplied by: 1 ("none", default), 1/√n ("ortho"), 1/n ("mean"), or a number. */
  scale?: WhtScale;
  /** Transform every block of this many elements on its own, a power of two that divides the length. */
  block?: number;
  /** Of a matrix: every row (default), or every column. */
  axis?: "rows" | "cols";
}

export interface HadamardOptions {
  /** The order m of the left factor, built in, or any m×m matrix of ±1 as m² entries. Default: the built-in m that fits the length. */
  base?: 1 | 12 | 20 | 28 | 40 | Int8Array;
  /** Multiply by the transpose: the inverse of a Hadamard matrix is its transpose / n. */
  transpose?: boolean;
  scale?: WhtScale;
}

export interface SparseWhtOptions {
  /** The spectrum has 2^n entries. */
  n: number;
  /** How many of them are not zero, about. */
  sparsity: number;
  groups?: number;
  bins?: number;
  noise?: number | "estimate";
  offsets?: "noiseless" | "nso" | "so";
  repeats?: number;
  gamma?: number;
  hash?: "random" | "identity";
  rounds?: number;
  seed?: number;
}

export interface SparseSpectrum {
  readonly n: number;
  /** For n > 32 two words an index, low word first. */
  readonly indices: Uint32Array;
  readonly values: Float64Array;
  /** Distinct indices that were queried. */
  readonly samples: number;
  /** No bin is unresolved. */
  readonly complete: boolean;
  readonly unresolved: number;
  readonly rounds: number;
}

/** Values of x at `indices` (two words each for n > 32, low word first) into `out`. The arrays are plain copies, valid during the call. */
export type SampleQuery = (indices: Uint32Array, out: Float64Array) => void;

export interface RandomizedHadamard {
  readonly dim: number;
  apply<T extends RealVector | RealMatrix>(x: T): T;
  invert<T extends RealVector | RealMatrix>(x: T): T;
}

export interface Srht {
  readonly rows: number;
  readonly sketch: number;
  apply<D extends Float>(SA: Matrix<D>, A: Matrix<D>): Matrix<D>;
}

export interface SketchOptions { sketch?: number; seed?: number }
export interface PrecondSketchOptions extends SketchOptions { rtol?: number; maxIterations?: number }
export interface LeastSquaresResult { readonly x: Float64Array; readonly info: SolveInfo }
export interface FeatureOptions { features: number; sigma: number; seed: number }

export interface BooleanTools {
  walshSpectrum(truth: Uint8Array | Uint32Array, variables: number): Int32Array;
  nonlinearity(truth: Uint8Array | Uint32Array, variables: number): number;
  autocorrelation(truth: Uint8Array | Uint32Array, variables: number): Int32Array;
  correlationImmunity(truth: Uint8Array | Uint32Array, variables: number): number;
  linearApproximationTable(sbox: ArrayLike<number>, inputs: number, outputs: number): Int32Array;
  mobius(truth: Uint32Array, variables: number): Uint32Array;
}

export interface Wht {
  fwht<T extends WhtOperand>(x: T, o?: WhtOptions): T;
  ifwht<T extends WhtOperand>(x: T, o?: WhtOptions): T;
  fwht2d<T extends WhtMatrix>(x: T, o?: WhtOptions): T;
  hadamard<T extends RealVector | RealMatrix>(x: T, o?: HadamardOptions): T;
  hadamardMatrix(n: number): Int8Array;
  permutation(n: number, order: WhtOrder): Uint32Array;
  dyadicConvolve<T extends RealVector>(z: T, x: T, y: T): T;
  sparse(input: Vector<"f32"> | Vector<"f64"> | SampleQuery, o: SparseWhtOptions): SparseSpectrum;
  randomized(dim: number, o: { seed: number; rounds?: number; block?: number }): RandomizedHadamard;
  srht(o: { rows: number; sketch: number; seed: number }): Srht;
  lstsqSketch(A: Matrix<"f64">, b: Vector<"f64">, o?: SketchOptions): Float64Array;
  lstsqPrecond(A: Matrix<"f64">, b: Vector<"f64">, o?: PrecondSketchOptions): LeastSquaresResult;
  sorf(X: Matrix<"f32">, o: FeatureOptions): Matrix<"f32">;
  simplexFeatures(X: Matrix<"f32">, o: FeatureOptions): Matrix<"f32">;
  readonly boolean: BooleanTools;
}
