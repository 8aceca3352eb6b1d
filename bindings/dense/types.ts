// Public types of the dense family. Semantics and errors stand with each function in this folder and in docs/contracts/dense.md.
import type { Dtype, Float, Handle, Matrix, Plan, Vector } from "../types.js";

export type Activation = "none" | "relu" | "gelu" | "silu";

export type Algorithm = "classical" | "strassen" | "auto" | Plan;

export interface GemmOptions<D extends Float = Float> {
  /** Default 1. With 0, A and B are not read. */
  alpha?: number;
  /** Default 0. With 0, C is not read. */
  beta?: number;
  transA?: boolean;
  transB?: boolean;
  /** n entries, added to every row. */
  bias?: Vector<D>;
  activation?: Activation;
  /** Default "classical". "strassen" recurses to `levels`, or as deep as pays; "auto" takes whatever is fastest within `errorTarget`, the classical
   *  kernel where nothing is; a plan of the flip family computes by its scheme. */
  algorithm?: Algorithm;
  /** For "strassen": the depth, 0 to 10. The error grows about twofold a level. */
  levels?: number;
  /** For "strassen" and "auto": most error over the root mean square of C that may be expected. "auto" has 1e-4 (f32), 1e-12 (f64). */
  errorTarget?: number;
}

/** A right operand in the layout gemm reads: made once by `pack`, used many times. */
export interface Packed<in out D extends Float> extends Handle { readonly dtype: D; readonly rows: number; readonly cols: number }
export interface PackedInt8 extends Handle { readonly rows: number; readonly cols: number }

export interface Int8Options { transA?: boolean; transB?: boolean; zeroPointA?: number; zeroPointB?: number }

/** Scale per tensor, or per column of C. */
export interface Requantize { scale: number | Vector<"f32">; bias?: Vector<"i32">; zeroPoint?: number; activation?: "none" | "relu" }

export interface GemvOptions { alpha?: number; beta?: number; trans?: boolean }
export interface SyrkOptions { alpha?: number; beta?: number; trans?: boolean; algorithm?: "classical" | "auto" | Plan }
export interface PackOptions { trans?: boolean; algorithm?: "classical" | "strassen"; levels?: number; errorTarget?: number }
export interface TriangularOptions { side?: "left" | "right"; uplo: "lower" | "upper"; trans?: boolean; unit?: boolean; alpha?: number }

/** P·A = L·U: `lu` holds U and, below its diagonal, L with unit diagonal; row i was swapped with row `pivots[i]`, in order. */
export interface LuResult<in out D extends Float> extends Handle {
  readonly lu: Matrix<D>;
  readonly pivots: Vector<"i32">;
  /** Estimate of 1 / (‖A‖₁·‖A⁻¹‖₁). */
  readonly rcond: number;
  /** A new matrix X with A·X = B. */
  solve(B: Matrix<D>): Matrix<D>;
  /** det A = sign · exp(log). */
  det(): { sign: number; log: number };
}

/** A = Q·R: `qr` holds R and, below its diagonal, the Householder vectors (unit first entry), `tau` their factors. */
export interface QrResult<in out D extends Float> extends Handle {
  readonly qr: Matrix<D>;
  readonly tau: Vector<D>;
  /** C ← Q·C or Qᵀ·C, in place. */
  applyQ(C: Matrix<D>, o?: { trans?: boolean }): Matrix<D>;
  /** A new matrix X that minimises ‖A·X − B‖ per column. */
  solve(B: Matrix<D>): Matrix<D>;
}

/** A = L·Lᵀ, zeros above the diagonal of `l`. */
export interface CholeskyResult<in out D extends Float> extends Handle {
  readonly l: Matrix<D>;
  /** A new matrix X with A·X = B. */
  solve(B: Matrix<D>): Matrix<D>;
  logDet(): number;
}

/** Dense kernels: output first, sizes and strides in elements, options last. */
export interface Dense {
  gemm<D extends Float>(C: Matrix<D>, A: Matrix<D>, B: Matrix<D> | Packed<D>, o?: GemmOptions<D>): Matrix<D>;
  gemmInt8(C: Matrix<"i32">, A: Matrix<"i8"> | Matrix<"u8">, B: Matrix<"i8"> | PackedInt8, o?: Int8Options): Matrix<"i32">;
  gemmInt8Requantized(C: Matrix<"i8"> | Matrix<"u8">, A: Matrix<"i8"> | Matrix<"u8">, B: Matrix<"i8"> | PackedInt8, r: Requantize, o?: Int8Options): Matrix<"i8"> | Matrix<"u8">;
  gemmBatch<D extends Float>(C: Matrix<D>, A: Matrix<D>, B: Matrix<D>, batch: number, o?: GemmOptions<D>): Matrix<D>;
  gemv<D extends Float>(y: Vector<D>, A: Matrix<D>, x: Vector<D>, o?: GemvOptions): Vector<D>;
  syrk<D extends Float>(C: Matrix<D>, A: Matrix<D>, o?: SyrkOptions): Matrix<D>;
  pack<D extends Float>(B: Matrix<D>, o?: PackOptions): Packed<D>;
  packInt8(B: Matrix<"i8">, o?: { trans?: boolean }): PackedInt8;
  dot<D extends Float>(x: Vector<D>, y: Vector<D>): number;
  axpy<D extends Float>(y: Vector<D>, alpha: number, x: Vector<D>): Vector<D>;
  scale<D extends Float>(x: Vector<D>, alpha: number): Vector<D>;
  nrm2<D extends Float>(x: Vector<D>): number;
  asum<D extends Float>(x: Vector<D>): number;
  amax<D extends Float>(x: Vector<D>): { index: number; value: number };
  transpose<D extends Dtype>(B: Matrix<D>, A: Matrix<D>): Matrix<D>;
  cholesky<D extends Float>(A: Matrix<D>): CholeskyResult<D>;
  lu<D extends Float>(A: Matrix<D>): LuResult<D>;
  qr<D extends Float>(A: Matrix<D>): QrResult<D>;
  triangularSolve<D extends Float>(B: Matrix<D>, T: Matrix<D>, o: TriangularOptions): Matrix<D>;
  solve<D extends Float>(X: Matrix<D>, A: Matrix<D>, B: Matrix<D>): Matrix<D>;
  lstsq<D extends Float>(X: Matrix<D>, A: Matrix<D>, B: Matrix<D>): Matrix<D>;
  inverse<D extends Float>(X: Matrix<D>, A: Matrix<D>): Matrix<D>;
}
