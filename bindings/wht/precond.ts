// The preconditioner of lstsqPrecond: R of a sketch of A, tried again with new signs and more rows while it is suspect.
import type { MatrixHandle } from "../memory/matrix.js";
import type { Matrix } from "../types.js";
import type { WhtContext } from "./context.js";
import { norm2 } from "./lsqr.js";
import { deficient, type Problem, type Sketched, solveSketch } from "./sketched.js";

const ATTEMPTS = 3;
/** A condition estimate beyond this may be the accident of one sketch. */
const SUSPECT = 1e13;

export interface Preconditioner extends Sketched {
  /** About ‖R‖_F·‖R⁻¹‖₂. */
  readonly condition: number;
  /** ‖R‖_F, close to ‖A‖_F. */
  readonly size: number;
  readonly rows: number;
  readonly attempts: number;
}

/** x ← R⁻¹·x or R⁻ᵀ·x, in place. */
export function solve(ctx: WhtContext, R: Matrix<"f64">, x: MatrixHandle<"f64">, trans: boolean): void {
  ctx.dense.triangularSolve(x, R, { uplo: "upper", trans });
}

function frobenius(R: Matrix<"f64">): number {
  const { view, stride, rows: d } = R;
  let most = 0, sum = 0;
  for (let i = 0; i < d; i++) for (let j = i; j < d; j++) most = Math.max(most, Math.abs(view[i * stride + j]!));
  for (let i = 0; i < d; i++) for (let j = i; j < d; j++) sum += (view[i * stride + j]! / most) ** 2;
  return most * Math.sqrt(sum);
}

/** ‖R‖_F times a lower bound of ‖R⁻¹‖₂: inverse iteration on RᵀR from a vector of mixed signs (Golub & Van Loan, 4th ed., §8.2). */
function conditionOf(ctx: WhtContext, R: Matrix<"f64">, size: number, x: MatrixHandle<"f64">): number {
  let growth = 0;
  x.view.forEach((_, i, all) => { all[i] = ((i * 7 + 3) % 5) - 1.7; });
  for (let i = 0; i < 8 && Number.isFinite(growth); i++) {
    const { view } = x, factor = size / norm2(view);
    view.forEach((v, j) => { view[j] = v * factor; });
    solve(ctx, R, x, i % 2 === 0);
    growth = norm2(x.view);
  }
  return growth;
}

/** `x` is scratch of A.cols elements. Throws when no sketch has full rank. */
export function precondition(ctx: WhtContext, p: Problem, x: MatrixHandle<"f64">): Preconditioner {
  for (let attempt = 1, rows = p.sketch; ; attempt++) {
    const s = solveSketch(ctx, p, rows, p.seed + attempt - 1);
    const last = attempt === ATTEMPTS || rows >= p.a.rows;
    if (s.dependent < 0) {
      const size = frobenius(s.R), condition = conditionOf(ctx, s.R, size, x);
      if (condition < SUSPECT || last) return { ...s, condition, size, rows, attempts: attempt };
    }
    s.free();
    if (last) throw deficient(p.op, s.dependent);
    rows = Math.min(2 * rows, p.a.rows);
  }
}
