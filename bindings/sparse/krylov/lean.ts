// Conjugate gradients for a matrix at hand and a diagonal preconditioner, over a copy of the matrix and vectors in an order of their own: three passes an
// iteration, the fastest form of the method here.
import { takeBlocks } from "../../memory/blocks.js";
import { withWorkspace } from "../../context.js";
import { scratchView } from "../../memory/scratch.js";
import type { CsrHandle } from "../csr.js";
import type { Krylov, Outcome, Problem } from "./problem.js";
import { Run, unfit } from "./run.js";
import { Tridiagonal } from "./tridiagonal.js";

/** Sorting rows costs locality: only where chunks would be padded by more than this. */
const PADDED = 1.05;
/** Beyond this, as with a few very long rows, the matrix is left as it is stored. */
const SPOILT = 1.5;

export interface Lean { readonly solver: Krylov; free(): void }

/** CG on SPD A with M = diag(A) (`jacobi`) or none. The values are those A has now; A must stay alive. One run at a time. */
export function leanCg(A: CsrHandle<"f64">, jacobi: boolean): Lean {
  const op = "sparse.solve", { ctx, ctx: { raw, arena }, rows: n, rowPtr, colIdx, values, nnz } = A;
  const padded = 8 * Math.ceil(n / 8), chunks = padded / 8, stride = padded + 8 * (chunks % 2 === 0 ? 1 : 2);
  const blocks = takeBlocks(arena, op, [8 * stride * 6 + 16, 4 * n, 4 * n, 4 * (chunks + 1)]);
  const [vectors, order, place, starts] = blocks.map((b) => b.ptr) as [number, number, number, number];
  const free = (): void => { for (const b of blocks) arena.release(b); };
  try {
    scratchView(arena, "f64", vectors, 6 * stride + 2).fill(0);
    const [x, d, q, r, diagonal, w] = Array.from({ length: 6 }, (_, i) => vectors + 8 * i * stride) as [number, number, number, number, number, number];
    let steps = 0, sorted = 0;
    const useful = Math.max(nnz - n, 1), arrange = (): void => {
      withWorkspace(arena, op, raw.lean_arrange_workspace(), (ws) => raw.lean_arrange(n, rowPtr, sorted, order, place, ws));
      steps = raw.lean_measure(n, rowPtr, colIdx, order, starts);
    };
    arrange();
    if (8 * steps > PADDED * useful) {
      sorted = 1;
      arrange();
    }
    const chunked = 8 * steps <= SPOILT * useful;
    if (!chunked && sorted === 1) {
      sorted = 0;
      arrange();
    }
    let product: () => number;
    if (chunked) {
      const [entries, at] = takeBlocks(arena, op, [64 * steps, 32 * steps]);
      blocks.push(entries, at);
      raw.lean_pack_f64(n, rowPtr, colIdx, values, order, place, starts, d, at.ptr, entries.ptr, diagonal);
      product = () => raw.lean_sell_f64(chunks, starts, at.ptr, entries.ptr, diagonal, d, q);
    } else {
      raw.lean_diagonal_f64(n, rowPtr, colIdx, values, diagonal);
      product = () => raw.lean_rows_f64(n, rowPtr, colIdx, values, d, q);
    }
    const bad = raw.lean_weigh_f64(n, jacobi ? 1 : 0, diagonal, w) !== 0;

    const solver = function* (p: Problem): Generator<number, Outcome, boolean | void> {
      const run = new Run({ ...p, ctx }, 0, 0), { out } = run, lanczos = new Tridiagonal();
      let alpha = 0;
      raw.lean_to_places_f64(n, order, p.x, x);
      raw.lean_to_places_f64(n, order, p.b, r);
      try {
        const guess = raw.asum_f64(n, x) !== 0;
        scratchView(arena, "f64", q, padded).fill(0);
        if (guess) {
          raw.lean_to_places_f64(n, order, p.x, d);
          product();
          run.matvecs++;
        }
        let rr = raw.lean_residual_f64(padded, guess ? 1 : 0, q, r, w, out), rho = 0, norm = Math.sqrt(rr), reason = run.stop(norm);
        scratchView(arena, "f64", d, padded).fill(0);
        if (reason === undefined && bad) reason = "indefinite-matrix";
        while (reason === undefined) {
          const last = rho;
          rho = raw.krylov_load_f64(out + 8);
          if (!(rho > 0 && rho < Infinity)) return run.end(unfit(rho, "breakdown"), lanczos.condition());
          const beta = last === 0 ? 0 : rho / last, waiting = alpha;
          alpha = 0;
          raw.lean_step_f64(padded, waiting, x, beta, d, w, r);
          const curvature = product();
          run.matvecs++;
          if (!(curvature > 0 && curvature < Infinity)) return run.end(unfit(curvature, "indefinite-matrix"), lanczos.condition());
          const length = rho / curvature;
          rr = raw.lean_residual_f64(padded, length, q, r, w, out);
          norm = Math.sqrt(rr);
          run.iterations++;
          if (norm < Infinity) alpha = length;
          lanczos.push(length, beta);
          reason = (yield norm) ? "aborted" : run.stop(norm);
        }
        return run.end(reason, lanczos.condition());
      } finally {
        if (alpha !== 0) raw.lean_step_f64(padded, alpha, x, 0, d, w, r);
        raw.lean_to_rows_f64(n, order, x, p.x);
        run.free();
      }
    };
    return { solver, free };
  } catch (e) {
    free();
    throw e;
  }
}
