// The sparse family: its functions bound to one instance.
import { add, diagonal, gram, gramDiagonal, multiply, norm, permute, submatrix, transpose } from "./algebra.js";
import { csc, fromDense } from "./build.js";
import type { SparseContext } from "./context.js";
import { amg, factor, precond } from "./make.js";
import { matching, ordering } from "./order.js";
import { normal, spmm, spmv } from "./products.js";
import { solve, steps } from "./solve/index.js";
import { triangularSolve } from "./triangular.js";
import type { Sparse } from "./types.js";

export { csr } from "./build.js";

export function makeSparse(ctx: SparseContext): Sparse {
  return {
    csc: (dtype, rows, cols, data, o) => csc(ctx, dtype, rows, cols, data, o),
    fromDense: (A, o) => fromDense(ctx, A, o),
    spmv: (y, A, x, o) => spmv(ctx, y, A, x, o),
    spmm: (Y, A, X, o) => spmm(ctx, Y, A, X, o),
    normal: (y, A, x) => normal(ctx, y, A, x),
    add: (A, B, o) => add(ctx, A, B, o),
    multiply: (A, B) => multiply(ctx, A, B),
    transpose: (A) => transpose(ctx, A),
    gram: (A) => gram(ctx, A),
    gramDiagonal: (A) => gramDiagonal(ctx, A),
    diagonal: (A) => diagonal(ctx, A),
    norm: (A, kind) => norm(ctx, A, kind),
    permute: (A, rows, cols) => permute(ctx, A, rows, cols),
    submatrix: (A, rows, cols) => submatrix(ctx, A, rows, cols),
    triangularSolve: (x, T, b, o) => triangularSolve(ctx, x, T, b, o),
    ordering: (A, kind) => ordering(ctx, A, kind),
    matching: (A) => matching(ctx, A),
    solve: (x, A, b, o) => solve(ctx, x, A, b, o),
    steps: (x, A, b, o) => steps(ctx, x, A, b, o),
    factor: (A, kind, o) => factor(ctx, A, kind, o),
    precond: (A, kind, o) => precond(ctx, A, kind, o),
    amg: (A, o) => amg(ctx, A, o),
  };
}
