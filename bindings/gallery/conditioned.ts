// Dense problems of known conditioning.
import type { Arrays, Float } from "../types.js";
import { extent, finite, floats, seedOf, total } from "./options.js";
import type { FloatOptions } from "./options.js";
import { rotateCols, rotateRows, rotations } from "./orthogonal.js";

export interface ConditionOptions<D extends Float> extends FloatOptions<D> {
  /** Largest over smallest singular value, default 100. */
  condition?: number;
}

/** The singular values that `withCondition` and `spd` build in: from 1 down to 1/condition, each the same factor below the one before.
 *  Shapes    `count` elements, falling.
 *  Throws    ShapeError, OptionError.
 *  @example
 *  import { singularValues } from "lanewise/gallery";
 *  console.log(singularValues(3, 100)); // Float64Array(3) [ 1, 0.1, 0.01 ] */
export function singularValues(count: number, condition: number): Float64Array {
  const op = "gallery.singularValues";
  const out = new Float64Array(extent(op, "count", count));
  const last = out.length - 1;
  const factor = root(finite(op, "condition", condition, 1, 1), last);
  for (let i = 0, value = 1; i <= last; i++, value /= factor) out[i] = value;
  if (last > 0) out[last] = 1 / condition;
  return out;
}

/** A matrix with the singular values `singularValues(min(rows, cols), condition)`: orthogonal × diagonal × orthogonal.
 *  Shapes    rows·cols elements, row-major; any shape.
 *  Cost      O(rows·cols·log(rows + cols)).
 *  Accuracy  the singular values are those to a few units of rounding of the largest; "f32" rounds the elements once.
 *  Throws    ShapeError, OptionError.
 *  Source    randomised orthogonal factors from plane rotations, in the spirit of LAPACK's dlagge (geometric spacing: dlatms, mode 3).
 *  @example
 *  import { singularValues, withCondition } from "lanewise/gallery";
 *  const a = withCondition(30, 20, { condition: 1e6, seed: 7 });
 *  const squares = (x) => x.reduce((sum, v) => sum + v * v, 0); // the squared Frobenius norm
 *  console.log(Math.abs(squares(a) - squares(singularValues(20, 1e6))) < 1e-12); // true */
export function withCondition<D extends Float = "f64">(rows: number, cols: number, o?: ConditionOptions<D>): Arrays[D] {
  const op = "gallery.withCondition";
  const seed = seedOf(op, o, ["dtype", "condition"]);
  const condition = finite(op, "condition", o?.condition, 100, 1);
  const length = total(op, "rows", extent(op, "rows", rows), extent(op, "cols", cols));
  const out = floats(op, o?.dtype, length);
  const values = out instanceof Float64Array ? out : new Float64Array(length);
  for (const [i, value] of singularValues(Math.min(rows, cols), condition).entries()) values[i * cols + i] = value;
  rotateRows({ values, cols }, rotations(rows, seed, "left"));
  rotateCols({ values, cols }, rotations(cols, seed, "right"));
  if (values !== out) out.set(values);
  return out;
}

/** A symmetric positive definite matrix with the eigenvalues `singularValues(n, condition)`.
 *  Shapes    n·n elements, row-major, symmetric to the bit.
 *  Cost      O(n² log n).
 *  Accuracy  the eigenvalues are those to a few units of rounding of the largest: keep condition below about 1e14 ("f32": 1e6).
 *  Throws    ShapeError, OptionError.
 *  Source    as withCondition.
 *  @example
 *  import { spd } from "lanewise/gallery";
 *  const a = spd(50, { condition: 1e4, seed: 7 });
 *  console.log(a[1] === a[50]); // true */
export function spd<D extends Float = "f64">(n: number, o?: ConditionOptions<D>): Arrays[D] {
  const op = "gallery.spd";
  const seed = seedOf(op, o, ["dtype", "condition"]);
  const condition = finite(op, "condition", o?.condition, 100, 1);
  const length = total(op, "n", extent(op, "n", n), n);
  const out = floats(op, o?.dtype, length);
  const values = out instanceof Float64Array ? out : new Float64Array(length);
  const layers = rotations(n, seed, "left");
  for (const [i, value] of singularValues(n, condition).entries()) values[i * n + i] = value;
  rotateRows({ values, cols: n }, layers);
  rotateCols({ values, cols: n }, layers);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) values[j * n + i] = values[i * n + j] as number;
  }
  if (values !== out) out.set(values);
  return out;
}

/** The n-th root of x >= 1, by bisection: Math.pow may differ between engines. */
function root(x: number, n: number): number {
  if (n < 2) return x;
  let low = 1;
  let high = x;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (power(middle, n) < x) low = middle;
    else high = middle;
  }
}

function power(x: number, n: number): number {
  let result = 1;
  for (let square = x, bits = n; bits > 0; bits = Math.floor(bits / 2), square *= square) {
    if (bits % 2 === 1) result *= square;
  }
  return result;
}
