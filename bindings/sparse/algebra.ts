import type { Float, Vector } from "../types.js";
import type { SparseContext } from "./context.js";
import type { CsrHandle } from "./csr.js";
import type { Csr } from "./types.js";

export function add<D extends Float>(ctx: SparseContext, A: Csr<D>, B: Csr<D>, o?: { alpha?: number; beta?: number }): CsrHandle<D> { throw new Error("not there yet"); }
export function multiply<D extends Float>(ctx: SparseContext, A: Csr<D>, B: Csr<D>): CsrHandle<D> { throw new Error("not there yet"); }
export function transpose<D extends Float>(ctx: SparseContext, A: Csr<D>): CsrHandle<D> { throw new Error("not there yet"); }
export function gram<D extends Float>(ctx: SparseContext, A: Csr<D>): CsrHandle<D> { throw new Error("not there yet"); }
export function gramDiagonal<D extends Float>(ctx: SparseContext, A: Csr<D>): Vector<D> { throw new Error("not there yet"); }
export function diagonal<D extends Float>(ctx: SparseContext, A: Csr<D>): Vector<D> { throw new Error("not there yet"); }
export function norm<D extends Float>(ctx: SparseContext, A: Csr<D>, kind: "1" | "inf" | "fro"): number { throw new Error("not there yet"); }
export function permute<D extends Float>(ctx: SparseContext, A: Csr<D>, rows: ArrayLike<number> | null, cols: ArrayLike<number> | null): CsrHandle<D> { throw new Error("not there yet"); }
export function submatrix<D extends Float>(ctx: SparseContext, A: Csr<D>, rows: ArrayLike<number>, cols: ArrayLike<number>): CsrHandle<D> { throw new Error("not there yet"); }
