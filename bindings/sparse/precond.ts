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
  const ldu = makeLdu(A.ctx, op, rows, "natural", symmetric, false);
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
      const ldu = makeLdu(ctx, op, A, "natural", kind !== "ssor", false);
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
      const ldu = makeLdu(ctx, op, A, "rows", true, false);
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
      return new Symmetric(ctx, n, makeLdu(ctx, op, A, "rows", true, false), coefficients, scale);
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

/** M ≈ A, applied as z ← M⁻¹·r. */
export function precond(op: string, A: CsrHandle<"f64">, kind: Kind, o: PrecondOptions): PrecondHandle {
  return make(op, A, kind, checked(op, A, kind, o));
}
