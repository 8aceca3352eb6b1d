// The subsampled randomized Hadamard transform.
import * as check from "../check.js";
import { type Context, FLOATS, withWorkspace } from "../context.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Float, Matrix } from "../types.js";
import { SEEDS } from "./randomized.js";
import type { Srht } from "./types.js";

/** Row indices and the padded size stay below 2^31. */
const ROWS = 2 ** 30;

/** Rows of H: `rows` padded to a power of two. */
export function paddedRows(rows: number): number {
  return 2 ** (32 - Math.clz32(rows - 1));
}

interface Place { readonly ptr: number; readonly stride: number }

/** SA ← S·A for checked operands. */
export function sketchInto(ctx: Context, op: string, sa: Place & Pick<MatrixHandle<Float>, "dtype" | "rows" | "cols">, a: Place, rows: number, seed: number): void {
  const { raw } = ctx, { rows: m, cols } = sa, f32 = sa.dtype === "f32";
  withWorkspace(ctx.arena, op, (f32 ? raw.srht_f32_workspace : raw.srht_f64_workspace)(rows, cols, m), (ws) =>
    (f32 ? raw.srht_f32 : raw.srht_f64)(rows, cols, m, a.ptr, a.stride, sa.ptr, sa.stride, seed, ws));
}

/** SA ← S·A, S = √(n/m)·R·H·D: a sketch of m = `sketch` rows in place of `rows`, that keeps every ‖A·x‖₂ nearly as it is.
 *
 *  Shapes    A rows×d, SA sketch×d, any strides, f32 or f64. D = diag(±1), H the orthonormal transform of order n = `rows` padded to
 *            2^k (padding is never stored), R keeps `sketch` ≤ n of its rows, a uniform subset without repetition. E‖S·x‖² = ‖x‖².
 *            sketch = n makes S an isometry.
 *  Effects   `apply` writes SA only, which must not share elements with A, and returns it. The sketch holds no memory; two with equal
 *            options are the same S, for either dtype.
 *  Cost      (rows·log₂c + sketch·rows/c)·d additions with c = 2^j near sketch, 1024 to 4096, below the n·log₂n·d of the whole transform; one pass over A
 *            by strips of at most 4096 bytes of every row. Workspace 4·sketch bytes, and min(d·size, 4096) bytes for each of c rows: 16 MiB
 *            at most, however large A is.
 *  Accuracy  ‖(ŜA − SA)(:, j)‖₂ ≤ γ(log₂c + n/c + 2)·√(n/sketch)·‖A(:, j)‖₂. As an embedding of a space of d dimensions: singular values of
 *            S·Q lie within about 1 ± √(d/sketch); ask for sketch = 2d at least, 4d to 8d in practice. The same bits on every engine.
 *  Throws    OptionError ("option", "alias", "foreign"), ShapeError, DtypeError, FreedError, CapacityError.
 *  Source    Tropp 2011, Adv. Adapt. Data Anal. 3; Ailon & Liberty 2009, Discrete Comput. Geom. 42 (pruned transform); Floyd's sampling:
 *            Bentley & Floyd 1987, CACM 30(9).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const S = k.wht.srht({ rows: 4, sketch: 2, seed: 3 });
 *  const SA = S.apply(k.matrix("f64", 2, 1), k.matrix("f64", 4, 1, [0, 2, 0, 0]));
 *  console.log(SA.copy().map((x) => x * x)[0].toFixed(12)); // 2.000000000000 */
export function srht(ctx: Context, o: { rows: number; sketch: number; seed: number }): Srht {
  const op = "wht.srht";
  check.options(op, o, ["rows", "sketch", "seed"]);
  const rows = check.integer(op, "rows", o?.rows, 1, ROWS);
  const sketch = check.integer(op, "sketch", o.sketch, 1, paddedRows(rows));
  const seed = check.integer(op, "seed", o.seed, 0, SEEDS);
  return {
    rows, sketch,
    apply<D extends Float>(SA: Matrix<D>, A: Matrix<D>): Matrix<D> {
      const name = `${op}.apply`;
      const a = check.matrix<Float>(name, "A", A, ctx.arena, FLOATS);
      check.size(name, "A", "rows", a.rows, rows, () => `the sketch is of ${rows} rows`);
      const sa = check.matrix<Float>(name, "SA", SA, ctx.arena, [a.dtype]);
      check.size(name, "SA", "rows", sa.rows, sketch, () => `the sketch has ${sketch} rows`);
      check.size(name, "SA", "cols", sa.cols, a.cols, () => `A is ${a.rows}×${a.cols}`);
      check.disjoint(name, "SA", sa, "A", a);
      sketchInto(ctx, name, sa, a, rows, seed);
      return SA;
    },
  };
}
