import type { Float, Matrix, Vector } from "../types.js";
import type { LinearMap, SparseContext } from "./context.js";
import type { CsrHandle } from "./csr.js";
import type { Csr } from "./types.js";

/** A as the Krylov methods see it: products in the format that suits it, counted towards choosing one. */
export function mapOf(A: CsrHandle<"f64">): LinearMap {
  const { ctx: { raw }, rows, cols, rowPtr, colIdx, values } = A;
  return { rows, cols, apply: (y, x) => { raw.csr_spmv_f64(rows, rowPtr, colIdx, values, 1, x, 0, y); } };
}
export function spmv<D extends Float>(ctx: SparseContext, y: Vector<D>, A: Csr<D>, x: Vector<D>, o?: { alpha?: number; beta?: number; trans?: boolean }): Vector<D> { throw new Error("not there yet"); }
export function spmm<D extends Float>(ctx: SparseContext, Y: Matrix<D>, A: Csr<D>, X: Matrix<D>, o?: { alpha?: number; beta?: number; trans?: boolean }): Matrix<D> { throw new Error("not there yet"); }
export function normal<D extends Float>(ctx: SparseContext, y: Vector<D>, A: Csr<D>, x: Vector<D>): Vector<D> { throw new Error("not there yet"); }
