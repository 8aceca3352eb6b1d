// Least squares by sketching: an answer nearly as good from a small problem, or the answer itself by iterations it preconditions.
import * as check from "../check.js";
import { OptionError } from "../errors.js";
import type { Matrix, Vector } from "../types.js";
import type { WhtContext } from "./context.js";
import { refine } from "./refine.js";
import { deficient, problem, solveSketch } from "./sketched.js";
import type { LeastSquaresResult, PrecondSketchOptions, SketchOptions } from "./types.js";

/** The x that minimises ‖S·(A·x − b)‖₂ for a sketch S: sketch and solve.
 *
 *  Shapes    A n×d with n ≥ d, b n elements, f64; a new Float64Array of d. `sketch` rows m, default 4d, from d up to n padded to 2^k; `seed`
 *            default 0.
 *  Effects   leaves A and b as they are; nothing stays allocated.
 *  Cost      one pass over A of about log₂m additions an element (`srht`), then 2d²(m − d/3) flop; 2m(d + 1) elements of memory.
 *  Accuracy  ‖A·x − b‖₂ is about √(1 + d/(m − d)) times the least: 1.15 for m = 4d, 1.07 for 8d, 1.03 for 16d. x itself is off by as much as
 *            the residual allows: for digits of x take `lstsqPrecond`. The same bits on every engine.
 *  Throws    SingularMatrixError (`column` = 0-based first column of the sketch with |r_jj| ≤ 2u·m·max|r_ii|), NonFiniteError (A or b,
 *            `position`), ShapeError, DtypeError, FreedError, OptionError ("option", "foreign"), CapacityError.
 *  Source    Drineas, Mahoney, Muthukrishnan & Sarlós 2011, Numer. Math. 117; Tropp 2011.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("f64", 4, 2, [1, 0, 1, 1, 1, 2, 1, 3]), b = k.vector("f64", [1, 3, 5, 7]);
 *  console.log([...k.wht.lstsqSketch(A, b)].map((x) => x.toFixed(10)).join(" ")); // 1.0000000000 2.0000000000 */
export function lstsqSketch(ctx: WhtContext, A: Matrix<"f64">, b: Vector<"f64">, o?: SketchOptions): Float64Array {
  const op = "wht.lstsqSketch";
  check.options(op, o, ["sketch", "seed"]);
  const p = problem(ctx, op, A, b, o, 4);
  if (p.scale === 0 || p.a.cols === 0) return new Float64Array(p.a.cols);
  const s = solveSketch(ctx, p, p.sketch, p.seed);
  try {
    if (s.dependent >= 0) throw deficient(op, s.dependent);
    return s.x.map((x) => x / p.scale);
  } finally {
    s.free();
  }
}

/** The x that minimises ‖A·x − b‖₂, to the accuracy of QR: LSQR on A·R⁻¹, R from the QR of a sketch of A.
 *
 *  Shapes    A n×d with n ≥ d, b n elements, f64. `sketch` rows m, default 8d, from d up to n padded to 2^k; `rtol` default 1e-14,
 *            `maxIterations` 200, `seed` 0. The result is {x, info}.
 *  Effects   leaves A and b as they are; nothing stays allocated.
 *  Cost      that of `lstsqSketch`, then one pass over A (4nd flop, bound by memory) an iteration; an iteration gains a factor of about
 *            √(m/d): 30 to 35 for the default. Faster than QR where n is well above m and d in the hundreds; 2m(d + 1) + n elements of memory.
 *  Accuracy  converged means: for r = b − A·x, computed anew, ‖R⁻ᵀAᵀr‖₂ ≤ rtol·‖r‖₂, so that A·x is within about rtol·‖r‖ of the projection of
 *            b; or ‖r‖₂ ≤ rtol·‖b‖₂; or, where rounding stops the descent, ‖Aᵀr‖₂ ≤ max(rtol, 8√n·u)·‖A‖_F(‖r‖₂ + ‖A‖_F‖x‖₂), what dense.lstsq
 *            promises. Refined from the true residual until one of them holds or nothing improves. The same bits on every engine.
 *            info: `residualNorm` = ‖r‖₂, `relativeResidual` = ‖r‖₂/‖b‖₂, `matvecs` products with A or Aᵀ, `history` the estimates of
 *            ‖R⁻ᵀAᵀr‖/‖r‖ by iteration, `conditionEstimate` of R and so of A.
 *  Throws    SingularMatrixError (`column`: A has no full rank to working precision, in three sketches of growing size), NonFiniteError
 *            (A or b, `position`), ShapeError, DtypeError, FreedError, OptionError ("option", "foreign"), CapacityError. Not converging
 *            is a result: reason "max-iterations" or "stagnation".
 *  Source    Rokhlin & Tygert 2008, PNAS 105; Avron, Maymounkov & Toledo 2010, SISC 32(3) (Blendenpik); Paige & Saunders 1982, ACM TOMS
 *            8(1) (LSQR); Meier, Nakatsukasa, Townsend & Webb 2024, SIMAX 45(2) and Epperly 2024 (start and refinement).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("f64", 4, 2, [1, 0, 1, 1, 1, 2, 1, 3]), b = k.vector("f64", [1, 2, 4, 8]);
 *  const { x, info } = k.wht.lstsqPrecond(A, b);
 *  console.log(info.converged, [...x].map((v) => v.toFixed(10)).join(" ")); // true 0.3000000000 2.3000000000 */
export function lstsqPrecond(ctx: WhtContext, A: Matrix<"f64">, b: Vector<"f64">, o?: PrecondSketchOptions): LeastSquaresResult {
  const op = "wht.lstsqPrecond";
  check.options(op, o, ["sketch", "rtol", "maxIterations", "seed"]);
  const rtol = check.number(op, "rtol", o?.rtol, 1e-14);
  if (!(rtol > 0 && rtol < 1)) throw new OptionError(op, "rtol", `rtol is ${rtol}, expected a number between 0 and 1`);
  const maxIterations = check.integer(op, "maxIterations", o?.maxIterations, 0, 2 ** 31, 200);
  return refine(ctx, problem(ctx, op, A, b, o, 8), rtol, maxIterations);
}
