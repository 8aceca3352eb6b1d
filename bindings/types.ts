/// <reference lib="esnext.disposable" preserve="true" />
// The public types that every entry shares: dtypes, handles, memory, loading. The families' own types stand in <family>/types.ts.
import type { Dense } from "./dense/types.js";
import type { BitMac } from "./bitmac/types.js";
import type { Flip } from "./flip/types.js";
import type { Csr, CsrData, CsrOptions, Sparse, Triplets } from "./sparse/types.js";
import type { Wht } from "./wht/types.js";

/** Element types and the typed array of each. */
export interface Arrays { f32: Float32Array; f64: Float64Array; i8: Int8Array; u8: Uint8Array; i16: Int16Array; i32: Int32Array; u32: Uint32Array }
export type Dtype = keyof Arrays;
export type Float = "f32" | "f64";

/** Anything that holds kernel memory. Ends by `free()` (idempotent), `using`, its scope, or `k.free()`. */
export interface Handle extends Disposable {
  readonly bytes: number;
  readonly freed: boolean;
  free(): void;
  toString(): string;
}

/** `length` contiguous elements. */
export interface Vector<in out D extends Dtype> extends Handle {
  readonly dtype: D;
  readonly length: number;
  /** Zero-copy. Dies with any call that may grow memory: read it anew, do not keep it. */
  readonly view: Arrays[D];
  /** Copies `data` in; its length must be `length`. */
  set(data: ArrayLike<number>): this;
  /** A plain array of its own, safe for ever. */
  copy(): Arrays[D];
  /** A window: shares memory, frees nothing. */
  sub(start: number, length: number): Vector<D>;
}

/** Row-major; element (i, j) is `view[i * stride + j]`, for windows too. */
export interface Matrix<in out D extends Dtype> extends Handle {
  readonly dtype: D;
  readonly rows: number;
  readonly cols: number;
  /** Elements from one row to the next; `cols` for a new matrix. */
  readonly stride: number;
  /** Zero-copy from (0,0), (rows − 1)·stride + cols elements (none if empty). Dies with any call that may grow memory. */
  readonly view: Arrays[D];
  /** Copies compact row-major rows·cols elements in. */
  set(data: ArrayLike<number>): this;
  /** Compact row-major rows·cols elements, safe for ever. */
  copy(): Arrays[D];
  /** A window: shares memory, frees nothing. */
  sub(row: number, col: number, rows: number, cols: number): Matrix<D>;
  /** Row i as a window. */
  row(i: number): Vector<D>;
}

/** Makes handles. */
export interface Alloc {
  /** From a length (zeroed) or from data. */
  vector<D extends Dtype>(dtype: D, from: number | ArrayLike<number>): Vector<D>;
  /** Zeroed, or from compact row-major data of rows·cols elements. */
  matrix<D extends Dtype>(dtype: D, rows: number, cols: number, data?: ArrayLike<number>): Matrix<D>;
  /** A sparse matrix from compressed rows or triplets: sorted, duplicates summed, everything checked. See the docs of the sparse family. */
  csr<D extends Float>(dtype: D, rows: number, cols: number, data: CsrData | Triplets, o?: CsrOptions): Csr<D>;
}

/** Frees what was made through it at its end. */
export interface Scope extends Alloc, Disposable {
  /** The handle outlives the scope. */
  keep<H extends Handle>(h: H): H;
  /** The scope frees this handle, made elsewhere (a factorization, a packed matrix), at its end. */
  use<H extends Handle>(h: H): H;
}

export type Variant = "auto" | "simd" | "relaxed";

export interface LoadOptions {
  /** "auto" (default): the fastest the engine has; "simd": the same bits on every engine; "relaxed": relaxed SIMD or UnsupportedError. */
  variant?: Variant;
  /** The base module, instead of the bytes inside this package: for content security policies and for caching compiled modules. */
  wasm?: BufferSource | WebAssembly.Module | Response | URL;
  /** The relaxed overlay module beside `wasm`; without it, `wasm` alone runs as "simd". */
  relaxed?: BufferSource | WebAssembly.Module | Response | URL;
  /** A memory that this instance owns whole: not shared, created with a `maximum`, else AbiError. */
  memory?: WebAssembly.Memory;
  /** Bytes committed at load (default 1 MiB). */
  reserve?: number;
  /** Most bytes the memory may grow to (default and limit: 65535 pages of 64 KiB). */
  max?: number;
  /** Warn on the console of handles that are collected, or left at `k.free()`, without having been freed. Slow: for tests. */
  debug?: boolean;
}

export interface Features {
  readonly simd: true;
  /** Relaxed SIMD is there. */
  readonly relaxed: boolean;
  /** Its multiply-add rounds once (fused) here; false where it rounds twice or is absent. */
  readonly fused: boolean;
  /** Worker threads in use: 0 outside `lanewise/threads`. */
  readonly threads: number;
  /** Why something is missing, where something is. */
  readonly reason?: string;
}

/** In bytes; `handles` counts live handles of the user (no windows, caches or workspace). */
export interface MemoryInfo { readonly used: number; readonly peak: number; readonly capacity: number; readonly handles: number }

/** One instance: its memory and every family of kernels over it. */
export interface Kernels extends Alloc, Handle {
  readonly version: string;
  readonly variant: "simd" | "relaxed";
  readonly features: Features;
  memory(): MemoryInfo;
  /** For `using s = k.scope()`. */
  scope(): Scope;
  /** Runs `body` and frees what it made, also when it throws; when it returns a promise, once that settles. */
  scope<T>(body: (s: Scope) => T): T;
  readonly dense: Dense;
  readonly bitmac: BitMac;
  readonly wht: Wht;
  readonly flip: Flip;
  readonly sparse: Sparse;
}

/** Why an iterative solver stopped. */
export type Reason = "rtol" | "atol" | "zero-rhs" | "max-iterations" | "stagnation" | "breakdown" | "indefinite-matrix" | "indefinite-preconditioner" | "not-finite" | "aborted" | "time-limit";

/** What a solver did. Not converging is an answer. */
export interface SolveInfo {
  readonly converged: boolean;
  readonly reason: Reason;
  readonly iterations: number;
  readonly matvecs: number;
  readonly residualNorm: number;
  readonly relativeResidual: number;
  readonly history?: Float64Array;
  readonly method: string;
  readonly precond: string;
  /** What was chosen, and why, in one sentence. */
  readonly why: string;
  readonly setupMs: number;
  readonly solveMs: number;
  readonly conditionEstimate?: number;
}

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

/** A scheme made ready to multiply matrices with. */
export interface Plan extends Handle {
  readonly scheme: Scheme;
  /** The scheme of each level. */
  readonly schemes: readonly Scheme[];
  readonly levels: number;
  /** Bytes of scratch that a product of op(A) m×k and B k×n takes; of f32 unless told. */
  workspace(m: number, k: number, n: number, dtype?: Float | "i32"): number;
  /** The worst case of |Ĉ − C| over max|A|·max|B|, far above what is met: see `plan`. */
  errorBound(m: number, k: number, n: number, dtype?: Float): number;
  run<D extends Float | "i32">(C: Matrix<D>, A: Matrix<D>, B: Matrix<D>): Matrix<D>;
}
