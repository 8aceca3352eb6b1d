// The preconditioners other than AMG.
import { withWorkspace } from "../context.js";
import { NotPositiveDefiniteError, SingularMatrixError } from "../errors.js";
import { scratchView } from "../memory/scratch.js";
import type { CsrHandle } from "./csr.js";
import type { PrecondHandle } from "./handle.js";
import { Chebyshev, Diagonal, Symmetric, Triangular } from "./precond.kinds.js";
import { type Ldu, makeLdu, type Rows, taking } from "./precond.ldu.js";
import { type Checked, checked, type Kind } from "./precond.options.js";
import { modifiedPivots, shifted } from "./precond.pivots.js";
import type { PrecondOptions } from "./types.js";

export { bestSplit, splitCg } from "./precond.split.js";

/** For a status that is row + 1. */
function absent(op: string, kind: Kind, status: number): void {
  if (status > 0) throw new SingularMatrixError(op, "A", `the diagonal entry of row ${status - 1} is 0, expected others for kind "${kind}"`, status - 1);
}

/** Gives blocks back if the body throws. */
function guarded<R>(A: CsrHandle<"f64">, ldu: Pick<Ldu, "blocks">, body: () => R): R {
  try { return body(); } catch (e) {
    for (const block of ldu.blocks) A.arena.release(block);
    throw e;
  }
}

/** The rows of L and U by their pivots, which become 1/pivot. */
function scaleRows(op: string, A: CsrHandle<"f64">, kind: Kind, ldu: Ldu): void {
  const place = A.ctx.raw.ldu_scale_rows(ldu.places, ldu.chunk, ldu.bounds, ldu.val, ldu.diag);
  if (place > 0) absent(op, kind, scratchView(A.arena, "i32", ldu.perm, ldu.places)[place - 1]! + 1);
}

/** Pivots of ssor, dic and mic0 in the place of A's diagonal; the shift they took. */
function pivots(op: string, A: CsrHandle<"f64">, ldu: Ldu, kind: Kind, o: Checked): number {
  const { places } = ldu, d = (): Float64Array => scratchView(A.arena, "f64", ldu.diag, places);
  if (kind === "ssor") {
    d().forEach((a, i, all) => { all[i] = a / o.omega; });
    return 0;
  }
  return withWorkspace(A.arena, op, 8 * places, (pivot) => {
    const shift = modifiedPivots(A.ctx, op, ldu, kind === "dic" ? 0 : o.relax, o.shift, pivot);
    d().set(scratchView(A.arena, "f64", pivot, places));
    return shift;
  });
}

/** Rows l_ij·d_j, d_i, u_ij of an incomplete factorization, made ready for the sweeps. */
function factored(op: string, A: CsrHandle<"f64">, kind: Kind, rows: Rows, symmetric: boolean, shift: number, replaced: number): Triangular {
  const ldu = makeLdu(A.ctx, op, rows, "natural", symmetric);
  return guarded(A, ldu, () => {
    scaleRows(op, A, kind, ldu);
    return new Triangular(A.ctx, kind, A.rows, ldu, shift, replaced);
  });
}

function make(op: string, A: CsrHandle<"f64">, kind: Kind, o: Checked): PrecondHandle {
  const { ctx, ctx: { arena, raw }, rows: n, nnz, rowPtr, colIdx, values } = A;
  switch (kind) {
    case "jacobi": case "spai0": return taking(ctx, op, (take, blocks) => {
      absent(op, kind, raw.precond_diagonal(n, kind === "jacobi" ? 0 : 1, rowPtr, colIdx, values, take(8 * n)));
      return new Diagonal(ctx, kind, n, blocks[0]!);
    });
    case "ssor": case "dic": case "mic0": {
      const ldu = makeLdu(ctx, op, A, "natural", kind !== "ssor");
      return guarded(A, ldu, () => {
        const shift = pivots(op, A, ldu, kind, o);
        scaleRows(op, A, kind, ldu);
        if (o.omega !== 1) scratchView(arena, "f64", ldu.diag, ldu.places).forEach((s, i, all) => { all[i] = s * (2 - o.omega); });
        return new Triangular(ctx, kind, n, ldu, shift, 0);
      });
    }
    case "ic0": case "ilu0": return withWorkspace(arena, op, 8 * nnz + 32 * n, (W) => {
      const start = W + 8 * nnz, ws = start + 8 * n;
      absent(op, kind, raw.precond_diagonals(n, rowPtr, colIdx, values, start));
      let shift = 0, replaced = 0;
      if (kind === "ic0") shift = shifted(op, o.shift, (s) => raw.ic0_factor(n, rowPtr, colIdx, values, W, start, s, LEAST, ws));
      else {
        scratchView(arena, "f64", W, nnz).set(scratchView(arena, "f64", values, nnz));
        replaced = raw.ilu0_factor(n, rowPtr, colIdx, W, start, ws);
      }
      return factored(op, A, kind, { rows: n, nnz, rowPtr, colIdx, values: W }, kind === "ic0", shift, replaced);
    });
    case "ilut": {
      const room = raw.ilut_size(n, rowPtr, o.fillFactor);
      return withWorkspace(arena, op, 12 * room + 28 * n + 4, (outVal) => {
        const ws = outVal + 8 * room, outIdx = ws + 24 * n, outPtr = outIdx + 4 * room;
        const status = raw.ilut_factor(n, rowPtr, colIdx, values, o.dropTolerance, o.fillFactor, outPtr, outIdx, outVal, ws);
        if (status < 0) throw new SingularMatrixError(op, "A", `row ${-1 - status} of A is 0`, -1 - status);
        return factored(op, A, kind, { rows: n, nnz: scratchView(arena, "i32", outPtr, n + 1)[n]!, rowPtr: outPtr, colIdx: outIdx, values: outVal }, false, 0, status);
      });
    }
    case "chebyshev": {
      const ldu = makeLdu(ctx, op, A, "rows", true);
      return guarded(A, ldu, () => {
        scaleRows(op, A, kind, ldu);
        const scaling = arena.block(op, 8 * ldu.places);
        return guarded(A, { blocks: [scaling] }, () => {
          const d = scratchView(arena, "f64", ldu.diag, ldu.places);
          scratchView(arena, "f64", scaling.ptr, ldu.places).set(d);
          d.fill(1);
          return new Chebyshev(ctx, n, { ...ldu, blocks: [...ldu.blocks, scaling] }, scaling.ptr, o.degree);
        });
      });
    }
    case "polynomial": {
      const { coefficients, scale } = symmetricPolynomial(op, A, o.degree);
      return new Symmetric(ctx, n, makeLdu(ctx, op, A, "rows", true), coefficients, scale);
    }
  }
}

/** The least pivot of IC(0), by the entry of A it comes from, that is no breakdown. */
const LEAST = 1e-3;

/** c_j = (−1)^j·e_{k−j} of B = A/tr A, from the traces of its powers by Newton's identities: Σ_j c_j·λ_i^j is e_k of all eigenvalues but λ_i. */
function symmetricPolynomial(op: string, A: CsrHandle<"f64">, degree: number): { coefficients: number[]; scale: number } {
  const { ctx: { arena, raw }, rows: n } = A;
  return withWorkspace(arena, op, 16 * n + 32, (out) => {
    const t = (scale: number, up: number): number[] => {
      raw.precond_traces(n, up, A.rowPtr, A.colIdx, A.values, scale, out, out + 32);
      return [...scratchView(arena, "f64", out, 4)];
    };
    const trace = t(1, 1)[0]!;
    if (!(trace > 0) && n > 0) throw new NotPositiveDefiniteError(op, "A", `the trace of A is ${trace}, expected more than 0 for kind "polynomial"`, 0);
    const scale = 1 / trace, p = t(scale, degree), e = [1];
    for (let k = 1; k <= degree; k++) e.push(p.slice(0, k).reduce((sum, tr, i) => sum + (i % 2 === 0 ? 1 : -1) * e[k - 1 - i]! * tr, 0) / k);
    return { coefficients: e.reverse().map((x, j) => (j % 2 === 0 ? x : -x)), scale };
  });
}

/** M ≈ A, made once and applied as z ← M⁻¹·r.                            scipy: spilu; Eigen: DiagonalPreconditioner, IncompleteCholesky, IncompleteLUT.
 *
 *  Kinds     D, L, U: diagonal, strictly lower and strictly upper part of A.
 *            "jacobi"     M = D. "spai0": M diagonal, m_i = ‖row i‖²/a_ii, the smallest ‖I − M⁻¹·A‖_F; any A without zeros on the diagonal.
 *            "ssor"       M = (D/ω + L)·(D/ω)⁻¹·(D/ω + U)/(2 − ω), `omega` in (0, 2), default 1. Symmetric if A is. Nothing can break down: for matrices of mixed signs.
 *            "ic0"        M = L̂·L̂ᵀ on the pattern of A, which is symmetric with a positive diagonal.
 *            "dic"        M = (D̃ + L)·D̃⁻¹·(D̃ + Lᵀ): incomplete Cholesky of the diagonal alone, equal to "ic0" where no three rows are mutually joined.
 *            "mic0"       as "dic", but the share `relax` of what is dropped goes to the diagonal. For M-matrices of grids: far fewer iterations, growing like √ of those of "dic".
 *                         Default relax: 1 − 200/levels² or 0, from the number of levels (see Effects).
 *            "ilu0"       M = L̂·Û on the pattern of A. "ilut": of any pattern; entries below `dropTolerance` (1e-4) times the 2-norm of their row are dropped, then all but the
 *                         `fillFactor`/2 (10/2) times as many as the row had on either side of the diagonal.
 *            "chebyshev"  M⁻¹ a polynomial in D⁻¹·A that leaves the least residual on [λ/30, 1.1·λ], λ the largest eigenvalue by 20 steps of the power method; `degree` (3) of what is
 *                         left of r, so degree − 1 products. A near symmetric positive definite.
 *            "polynomial" M⁻¹ = Σ_j (−1)^j·e_{k−j}·B^j, B = A/tr A, e_j the elementary symmetric polynomials of its eigenvalues, known from the traces of powers of B; k = `degree`, 1 to 4
 *                         (3). In the direction of an eigenvector it is e_k of all other eigenvalues: k outlying eigenvalues are lowered to the next; without outliers it does nothing.
 *  Effects   leaves A as it is and holds copies: later changes of A do not reach it. Rows are kept in A's order; "ssor", "ic0", "dic", "mic0", "ilu0" and "ilut" are applied 8 rows at a time
 *            where rows of one level (those that wait for equally long chains of others) are many, else one by one.
 *            Where a pivot of "ic0", "dic" or "mic0" is below 1e-3 of its diagonal entry, the factorization is made again with `shift` (0, then 1e-3, then doubled) times the diagonal added;
 *            `shift` of the result and its toString tell. Pivots of "ilu0" and "ilut" that are 0 are replaced by 1e-4 of the mean size of their row, and counted in toString.
 *  Cost      one pass over A or a few; "ic0" and "ilu0" Σ of the squared lengths of rows, "polynomial" too above degree 2. Memory about that of A, "jacobi" and "spai0" one vector,
 *            "ilut" up to fillFactor times A while it is made. apply: 2 flop an entry, and one vector of workspace.
 *  Accuracy  apply is backward stable for the triangular kinds; "polynomial" stops being positive definite where e_k of the others is below rounding errors of e_k of all.
 *  Throws    ShapeError (A not square), OptionError (out of range; an option the kind does not take; A not symmetric where it must be), SingularMatrixError (a diagonal entry that is 0, or
 *            for "ilut" a row that is), NotPositiveDefiniteError (a diagonal entry that is not positive), DtypeError, FreedError, CapacityError. No memory is held then.
 *  Source    Saad 2003, ch. 10 and 12; Gustafsson 1978, BIT 18; Saad 1994, Numer. Linear Algebra Appl. 1(4); Doikov & Rodomanov 2023 (polynomials); Bröker & Grote 2002 (SPAI-0).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 3, 3, { row: [0, 0, 1, 1, 1, 2, 2], col: [0, 1, 0, 1, 2, 1, 2], values: [4, -1, -1, 4, -1, -1, 4] });
 *  const M = k.sparse.precond(A, "ic0"); // exact for a tridiagonal matrix
 *  console.log(M.apply(k.vector("f64", 3), k.vector("f64", [3, 2, 3])).copy()); // Float64Array [1, 1, 1] */
export function precond(op: string, A: CsrHandle<"f64">, kind: Kind, o: PrecondOptions): PrecondHandle {
  return make(op, A, kind, checked(op, A, kind, o));
}
