// What every factorization is.
import type { Block } from "../memory/arena.js";
import type { Matrix, Vector } from "../types.js";
import type { CsrHandle } from "./csr.js";
import type { SparseContext } from "./context.js";
import { PrecondHandle } from "./handle.js";
import type { Csr, Factor } from "./types.js";

export abstract class FactorHandle extends PrecondHandle implements Factor {
  abstract readonly nnz: number;

  constructor(ctx: SparseContext, A: CsrHandle<"f64">, blocks: readonly Block[]) {
    super(ctx, A.rows, A.cols, blocks);
  }

  /** x ← A⁻ᵀ·b on addresses, for the condition estimate. */
  protected abstract runTranspose(x: number, b: number): void;
  abstract refactor(A: Csr<"f64">): this;
  abstract logDet(): { sign: number; log: number };
  abstract inertia(): { positive: number; negative: number; zero: number };
  abstract update(w: Vector<"f64">, o?: { downdate?: boolean }): this;

  get rcond(): number { return 0; }
  solve(_X: Matrix<"f64"> | Vector<"f64">, _B: Matrix<"f64"> | Vector<"f64">): void {}
}
