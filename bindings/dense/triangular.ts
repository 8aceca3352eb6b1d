import * as check from "../check.js";
import { OptionError, SingularMatrixError } from "../errors.js";
import type { Float, Matrix } from "../types.js";
import { type Context, FLOATS, withWorkspace } from "../context.js";
import type { TriangularOptions } from "./types.js";

const SIDES = ["left", "right"] as const;
const TRIANGLES = ["lower", "upper"] as const;

/** B ← α·op(T)⁻¹·B, or α·B·op(T)⁻¹ with side "right", T triangular.         BLAS: strsm, dtrsm.
 *
 *  Shapes    B m×n, T m×m (n×n with side "right"), strides in elements. `uplo` says which triangle of T is read, before `trans`
 *            transposes it; with `unit` its diagonal is taken as 1 and not read.
 *  Effects   overwrites B and returns it; must not share elements with T. α = 0 sets B to 0 and reads neither. NaN and infinities
 *            propagate.
 *  Cost      m²n (mn²) flop, all but the 16×16 triangles of the diagonal in gemm; up to 3 right-hand sides one by one, reading T once
 *            for each. Workspace as gemm.
 *  Accuracy  |op(T)·X̂ − αB| ≤ γ(m + 1)·|op(T)||X̂| + u|αB| per element; tested at that bound. Divides by the diagonal; no inverse is formed.
 *  Throws    SingularMatrixError (`column` = 0-based index of the first 0 on the diagonal) before anything is written, ShapeError,
 *            DtypeError, FreedError, OptionError ("option", "alias", "foreign"), CapacityError.
 *  Source    Elmroth, Gustavson, Jonsson & Kågström 2004, SIAM Review 46(1), §3 (recursion); Higham, ASNA 2nd ed., thm 8.5.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const T = k.matrix("f64", 2, 2, [2, 0, 1, 4]), B = k.matrix("f64", 2, 1, [2, 9]);
 *  console.log(k.dense.triangularSolve(B, T, { uplo: "lower" }).copy()); // Float64Array [1, 2] */
export function triangularSolve<D extends Float>(ctx: Context, B: Matrix<D>, T: Matrix<D>, o: TriangularOptions): Matrix<D> {
  const op = "dense.triangularSolve";
  const { arena, raw } = ctx;
  check.options(op, o, ["side", "uplo", "trans", "unit", "alpha"]);
  if (o?.uplo === undefined) throw new OptionError(op, "uplo", `uplo is undefined, expected one of "lower", "upper"`);
  const right = check.choice(op, "side", o.side, SIDES, "left") === "right";
  const lower = check.choice(op, "uplo", o.uplo, TRIANGLES, "lower") === "lower";
  const trans = check.flag(op, "trans", o.trans);
  const unit = check.flag(op, "unit", o.unit);
  const alpha = check.number(op, "alpha", o.alpha, 1);
  const b = check.matrix<Float>(op, "B", B, arena, FLOATS);
  const t = check.matrix<Float>(op, "T", T, arena, [b.dtype]);
  const { rows: m, cols: n } = b;
  const order = right ? n : m;
  check.size(op, "T", "rows", t.rows, order, () => `B is ${m}×${n}, side="${right ? "right" : "left"}"`);
  check.size(op, "T", "cols", t.cols, order, () => `B is ${m}×${n}, side="${right ? "right" : "left"}"`);
  check.disjoint(op, "B", b, "T", t);
  if (!unit && alpha !== 0) {
    const { view, stride } = t;
    for (let i = 0; i < order; i++) {
      if (view[i * stride + i] === 0) throw new SingularMatrixError(op, "T", `T(${i}, ${i}) is 0, expected a diagonal without zeros`, i);
    }
  }

  const f32 = b.dtype === "f32";
  withWorkspace(arena, op, (f32 ? raw.trsm_f32_workspace : raw.trsm_f64_workspace)(right ? 1 : 0, m, n), (ws) => {
    (f32 ? raw.trsm_f32 : raw.trsm_f64)(
      right ? 1 : 0, lower !== trans ? 1 : 0, unit ? 1 : 0, m, n, alpha, t.ptr, trans ? 1 : t.stride, trans ? t.stride : 1, b.ptr, b.stride, ws,
    );
  });
  return B;
}
