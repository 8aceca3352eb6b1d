// The public types of the sparse family.
import type { Float, Handle, Matrix, SolveInfo, Vector } from "../types.js";

/** Compressed rows: row i holds the entries rowPtr[i] … rowPtr[i + 1] − 1. */
export interface CsrData { rowPtr: ArrayLike<number>; colIdx: ArrayLike<number>; values: ArrayLike<number>; rows?: number; cols?: number }
/** values[k] stands at (row[k], col[k]), 0-based, in any order. */
export interface Triplets { row: ArrayLike<number>; col: ArrayLike<number>; values: ArrayLike<number>; rows?: number; cols?: number }
/** Compressed columns: column j holds the entries colPtr[j] … colPtr[j + 1] − 1. */
export interface CscData { colPtr: ArrayLike<number>; rowIdx: ArrayLike<number>; values: ArrayLike<number>; rows?: number; cols?: number }

export interface CsrOptions {
  /** "lower" or "upper": only that half is given (diagonal included) and the other is its mirror image. Default "general". */
  symmetry?: "general" | "lower" | "upper";
  /** What two entries at one place mean: their sum (default), or a FormatError. */
  duplicates?: "sum" | "error";
}

/** A sparse matrix: rows sorted, nothing twice, all finite. */
export interface Csr<in out D extends Float> extends Handle {
  readonly dtype: D;
  readonly rows: number;
  readonly cols: number;
  readonly nnz: number;
  /** What products run on: "csr" at first, "sell-8", "bsr-2", "bsr-3" or "dia" once products are many and one of them is faster. */
  readonly format: string;
  /** New values for the same pattern, in the order of `copy().values`. */
  setValues(values: ArrayLike<number>): this;
  /** Arrays of its own, safe for ever. */
  copy(): Required<CsrData>;
  toDense(): Matrix<D>;
}

/** A matrix known by its products only. Inside, the instance may be used; x must be left as it is. */
export interface Operator {
  readonly rows: number;
  readonly cols: number;
  /** y ← A·x */
  apply(y: Vector<"f64">, x: Vector<"f64">): void;
  /** y ← Aᵀ·x; least squares need it. */
  applyTranspose?(y: Vector<"f64">, x: Vector<"f64">): void;
}

/** z ≈ A⁻¹·r. */
export interface Precond extends Handle {
  readonly kind: string;
  readonly rows: number;
  /** Incomplete factorizations: what was added to the diagonal, relative to it, until every pivot was positive. */
  readonly shift?: number;
  apply(z: Vector<"f64">, r: Vector<"f64">): Vector<"f64">;
}

/** A factorization. */
export interface Factor extends Precond {
  /** Entries of the factors. */
  readonly nnz: number;
  /** Estimate of 1 / (‖A‖₁·‖A⁻¹‖₁). */
  readonly rcond: number;
  /** X ← A⁻¹·B, with iterative refinement. X may be B. */
  solve(X: Matrix<"f64"> | Vector<"f64">, B: Matrix<"f64"> | Vector<"f64">): void;
  /** New values on the same pattern. */
  refactor(A: Csr<"f64">): this;
  logDet(): { sign: number; log: number };
  inertia(): { positive: number; negative: number; zero: number };
  /** A ← A ± w·wᵀ; factors of kind "cholesky". */
  update(w: Vector<"f64">, o?: { downdate?: boolean }): this;
}

export interface FactorOptions {
  /** Default: the one that suits the kind and the pattern. */
  order?: "amd" | "colamd" | "rcm" | "nd" | "natural";
  /** LU: a diagonal entry is the pivot if it is at least this times the largest of its column (default 0.1; 1 = partial pivoting). */
  pivotTolerance?: number;
  /** LU: rows are first matched to columns for a large product of the diagonal, and scaled by it (default false: dearer, often less fill). */
  match?: boolean;
}

export interface Amg extends Precond {
  readonly levels: readonly { readonly rows: number; readonly nnz: number }[];
  /** Entries of all levels by those of the finest. */
  readonly operatorComplexity: number;
  /** The smooth vectors that bootstrapping found, one a column. */
  readonly smoothVectors?: Matrix<"f64">;
}

export interface AmgOptions {
  coarsen?: "smoothed-aggregation" | "ruge-stuben" | "matching";
  relax?: "jacobi" | "gauss-seidel" | "chebyshev";
  cycle?: "V" | "W" | "K";
  sweeps?: number;
  /** One near-nullspace vector a column; default: ones. */
  nearNullspace?: Matrix<"f64">;
  /** Rows of one node of a mesh stand together in A: "smoothed-aggregation" keeps them together. Default 1. */
  blockSize?: number;
  /** Of the cycle; set-up and `apply` are f64. Default "auto": f32 where A is diagonally dominant. */
  precision?: "auto" | "f64" | "f32";
  /** "matching": hierarchies are added until one application reduces the error to `rate` of it (default 0.7) or there are `max` (default 10). */
  bootstrap?: { rate?: number; max?: number };
}

export type Method = "cg" | "fcg" | "minres" | "bicgstab" | "gmres" | "fgmres" | "idrs" | "lsqr" | "lsmr" | "cholesky" | "ldl" | "lu" | "qr" | "sor" | "ssor";
export type PrecondKind = "jacobi" | "ssor" | "ic0" | "dic" | "mic0" | "ilu0" | "ilut" | "chebyshev" | "polynomial" | "spai0" | "amg";

export interface PrecondOptions {
  /** "ssor": relaxation, in (0, 2); default 1. */
  omega?: number;
  /** "ic0", "dic", "mic0": the first diagonal shift that is tried, doubled until every pivot is positive; default 0, then 1e-3. */
  shift?: number;
  /** "mic0": how much of the dropped fill goes to the diagonal, 0 to 1; default 0.98 or what the size of the grid suggests. */
  relax?: number;
  /** "ilut": entries below this times the norm of their row are dropped; default 1e-4. */
  dropTolerance?: number;
  /** "ilut": entries kept a row, by those of the row in A; default 10. */
  fillFactor?: number;
  /** "chebyshev", "polynomial": degree; default 3. */
  degree?: number;
}

export interface SolveOptions {
  /** Default "auto": chosen from the matrix, see `why` of the answer. */
  method?: "auto" | Method;
  precond?: "auto" | "none" | PrecondKind | Precond | ((z: Vector<"f64">, r: Vector<"f64">) => void);
  /** converged ⇔ ‖b − A·x‖₂ ≤ max(rtol·‖b‖₂, atol); defaults 1e-8 and 0. */
  rtol?: number;
  atol?: number;
  /** Default min(2n, 20000); of each method that "auto" tries. */
  maxIterations?: number;
  /** gmres, fgmres: vectors kept (default 30); idrs: dimension of the shadow space (default 4). */
  restart?: number;
  /** x holds a first guess. Default false: x is only written. */
  x0?: boolean;
  /** Keep the residual norm of every iteration. */
  history?: boolean;
  /** Told after every iteration; false stops the solve ("aborted"). */
  monitor?: (iteration: number, residual: number) => boolean | void;
  signal?: AbortSignal;
  timeLimitMs?: number;
  /** sor, ssor: relaxation in (0, 2); default 1. */
  omega?: number;
}

/** The sparse functions of an instance. */
export interface Sparse {
  csc<D extends Float>(dtype: D, rows: number, cols: number, data: CscData, o?: CsrOptions): Csr<D>;
  fromDense<D extends Float>(A: Matrix<D>, o?: { drop?: number }): Csr<D>;
  spmv<D extends Float>(y: Vector<D>, A: Csr<D>, x: Vector<D>, o?: { alpha?: number; beta?: number; trans?: boolean }): Vector<D>;
  spmm<D extends Float>(Y: Matrix<D>, A: Csr<D>, X: Matrix<D>, o?: { alpha?: number; beta?: number; trans?: boolean }): Matrix<D>;
  normal<D extends Float>(y: Vector<D>, A: Csr<D>, x: Vector<D>): Vector<D>;
  add<D extends Float>(A: Csr<D>, B: Csr<D>, o?: { alpha?: number; beta?: number }): Csr<D>;
  multiply<D extends Float>(A: Csr<D>, B: Csr<D>): Csr<D>;
  transpose<D extends Float>(A: Csr<D>): Csr<D>;
  gram<D extends Float>(A: Csr<D>): Csr<D>;
  gramDiagonal<D extends Float>(A: Csr<D>): Vector<D>;
  diagonal<D extends Float>(A: Csr<D>): Vector<D>;
  norm<D extends Float>(A: Csr<D>, kind: "1" | "inf" | "fro"): number;
  permute<D extends Float>(A: Csr<D>, rows: ArrayLike<number> | null, cols: ArrayLike<number> | null): Csr<D>;
  submatrix<D extends Float>(A: Csr<D>, rows: ArrayLike<number>, cols: ArrayLike<number>): Csr<D>;
  triangularSolve(x: Vector<"f64">, T: Csr<"f64">, b: Vector<"f64">, o: { uplo: "lower" | "upper"; trans?: boolean; unit?: boolean }): Vector<"f64">;
  ordering(A: Csr<"f64">, kind: "amd" | "colamd" | "rcm" | "nd"): Uint32Array;
  matching(A: Csr<"f64">): { readonly rows: Uint32Array; readonly rowScale: Float64Array; readonly colScale: Float64Array };
  solve(x: Vector<"f64"> | Matrix<"f64">, A: Csr<"f64"> | Operator, b: Vector<"f64"> | Matrix<"f64">, o?: SolveOptions): SolveInfo;
  steps(x: Vector<"f64">, A: Csr<"f64"> | Operator, b: Vector<"f64">, o?: SolveOptions): Generator<number, SolveInfo>;
  factor(A: Csr<"f64">, kind: "cholesky" | "ldl" | "lu" | "qr", o?: FactorOptions): Factor;
  precond(A: Csr<"f64">, kind: PrecondKind, o?: PrecondOptions): Precond;
  amg(A: Csr<"f64">, o?: AmgOptions): Amg;
}
