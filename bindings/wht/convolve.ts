// Convolution over bit strings.
import * as check from "../check.js";
import { type Context, FLOATS, withWorkspace } from "../context.js";
import { ShapeError } from "../errors.js";
import { SIZE } from "../memory/dtypes.js";
import type { VectorHandle } from "../memory/vector.js";
import type { Float } from "../types.js";
import { isPowerOfTwo } from "./options.js";
import type { RealVector } from "./types.js";

/** z ← the dyadic (xor) convolution of x and y: zᵢ = Σⱼ xⱼ·y_{i⊕j} = H(Hx∘Hy)/n.
 *
 *  Shapes    z, x and y of one length n = 2^k and one dtype. x and y may be the same vector.
 *  Effects   writes z only. z may be x or y itself, which is overwritten then; any other overlap with them is refused.
 *  Cost      3n·log₂n additions (2n·log₂n for a square) and 2n products; workspace n elements, none for a square.
 *  Accuracy  |ẑᵢ − zᵢ| ≤ γ(3·log₂n + 3)·‖x‖₂‖y‖₂. Exact on integers while n·‖x‖₂‖y‖₂ ≤ 2^24 (f32), 2^53 (f64). The same bits on every engine
 *            and in every variant. NaN and infinities reach every element.
 *  Throws    ShapeError (also a length that is no power of two), DtypeError, FreedError, OptionError ("alias", "foreign"), CapacityError.
 *  Source    the convolution theorem of Z₂^k: Beauchamp, Walsh Functions, ch. 3; Higham, ASNA 2nd ed., §3.1, §24.1 (the bound).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const x = k.vector("f64", [1, 2, 3, 4]), y = k.vector("f64", [0, 1, 0, 0]);
 *  console.log(k.wht.dyadicConvolve(k.vector("f64", 4), x, y).copy()); // Float64Array [2, 1, 4, 3] */
export function dyadicConvolve<T extends RealVector>(ctx: Context, z: T, x: T, y: T): T {
  const op = "wht.dyadicConvolve";
  const { arena, raw } = ctx;
  const u = check.vector<Float>(op, "x", x, arena, FLOATS), n = u.length;
  if (!isPowerOfTwo(n)) throw new ShapeError(op, "x", `x.length is ${n}, expected a power of two`);
  const like = (arg: string, h: unknown): VectorHandle<Float> => {
    const v = check.vector<Float>(op, arg, h, arena, [u.dtype]);
    check.size(op, arg, "length", v.length, n, () => `x has ${n}`);
    return v;
  };
  const v = like("y", y), w = like("z", z);
  if (w.ptr !== u.ptr) check.disjoint(op, "z", w, "x", u);
  if (w.ptr !== v.ptr) check.disjoint(op, "z", w, "y", v);
  withWorkspace(arena, op, u.ptr === v.ptr ? 0 : n * SIZE[u.dtype], (ws) =>
    (u.dtype === "f32" ? raw.dyadic_f32 : raw.dyadic_f64)(n, w.ptr, u.ptr, v.ptr, ws));
  return z;
}
