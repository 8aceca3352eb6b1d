// Random features of the Gaussian kernel.
import * as check from "../check.js";
import { type Context, withWorkspace } from "../context.js";
import { OptionError, ShapeError } from "../errors.js";
import { newMatrix } from "../memory/alloc.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Matrix } from "../types.js";
import { SEEDS } from "./randomized.js";
import type { FeatureOptions } from "./types.js";

interface Job { readonly x: MatrixHandle<"f32">; readonly features: number; readonly sigma: number; readonly seed: number }

function checked(ctx: Context, op: string, X: unknown, o: FeatureOptions): Job {
  const x = check.matrix<"f32">(op, "X", X, ctx.arena, ["f32"]);
  if (x.cols === 0) throw new ShapeError(op, "X", "X.cols is 0, expected at least 1");
  check.options(op, o, ["features", "sigma", "seed"]);
  const features = check.integer(op, "features", o?.features, 1, 2 ** 30);
  const sigma = check.number(op, "sigma", o.sigma, NaN);
  if (!(sigma > 0 && sigma < Infinity)) throw new OptionError(op, "sigma", `sigma is ${sigma}, expected a positive number`);
  return { x, features, sigma, seed: check.integer(op, "seed", o.seed, 0, SEEDS) };
}

/** A new rows×features matrix that `fill` writes. */
function intoNew(ctx: Context, op: string, { x, features }: Job, bytes: number, fill: (out: MatrixHandle<"f32">, ws: number) => void): Matrix<"f32"> {
  return withWorkspace(ctx.arena, op, bytes, (ws) => {
    const out = newMatrix(ctx.arena, op, "f32", x.rows, features);
    fill(out, ws);
    return out;
  });
}

/** Random Fourier features of the Gaussian kernel by structured projections: Φ(x)·Φ(y) ≈ exp(−‖x − y‖²/2σ²).
 *
 *  Shapes    X rows×cols f32, any stride. The result is a new rows×features matrix, features = 2p even: row i is
 *            [cos W·xᵢ | sin W·xᵢ]/√p, first all cosines, then all sines; ‖Φ(x)‖ = 1.
 *            W stacks as many blocks (√d/σ)·H·D₁·H·D₂·H·D₃ as p needs, H orthonormal of order d = cols padded to 2^k, 64 at least (in
 *            fewer dimensions products of H and D reach too few directions).
 *  Effects   allocates the result, which is the caller's to free; leaves X as it is.
 *  Cost      3p·log₂d additions and p sine-cosine pairs a row, where a dense W takes p·cols products; workspace at most 16 KiB or one
 *            padded row.
 *  Accuracy  cos and sin within 0.51 ulp of f32 for projections up to 2^20, within [−1, 1] always; the projections themselves carry
 *            γ(3·log₂d + 6)·‖x‖√d/σ. As an estimate of the kernel: error about √(1/(2p)) at most, falling as 1/√features; bias at most
 *            t⁴/(4(d + 2)), t = ‖x − y‖/σ (all rows of W have norm √d/σ). The same bits on every engine.
 *  Throws    OptionError ("option": features odd, sigma not positive; "foreign"), ShapeError, DtypeError, FreedError, CapacityError.
 *  Source    Rahimi & Recht 2007; Yu, Suresh, Choromanski, Holtmann-Rice & Kumar 2016 (NeurIPS), §4; Cody & Waite 1980, ch. 8.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const X = k.matrix("f32", 2, 3, [0, 0, 0, 1, 0, 0]);
 *  const F = k.wht.sorf(X, { features: 4096, sigma: 1, seed: 1 });
 *  console.log(k.dense.dot(F.row(0), F.row(1)).toFixed(1), Math.exp(-0.5).toFixed(1)); // 0.6 0.6 */
export function sorf(ctx: Context, X: Matrix<"f32">, o: FeatureOptions): Matrix<"f32"> {
  const op = "wht.sorf", { raw } = ctx, job = checked(ctx, op, X, o), { x, features, sigma, seed } = job;
  if (features % 2 !== 0) throw new OptionError(op, "features", `features is ${features}, expected an even number (cosines and sines)`);
  return intoNew(ctx, op, job, raw.sorf_f32_workspace(x.cols), (out, ws) =>
    raw.sorf_f32(x.rows, x.cols, x.ptr, x.stride, features / 2, sigma, seed, out.ptr, out.stride, ws));
}

/** Positive random features with simplex-coupled directions: Φ(x)·Φ(y) estimates exp(−‖x − y‖²/2σ²), all entries positive.
 *
 *  Shapes    X rows×cols f32, any stride. The result is a new rows×features matrix of exp(wᵢ·x/σ − ‖x‖²/σ²)/√features. In each block of d
 *            features, d = cols padded to 2^k, 16 at least, the directions of the wᵢ are the corners of a simplex, turned by H·D·H·D·H·D:
 *            any two have cosine −1/(d − 1); their norms are those of Gaussian vectors.
 *            For the softmax kernel exp(x·y) take σ = 1 and multiply row i by exp(‖xᵢ‖²/2).
 *  Effects   allocates the result, which is the caller's to free; leaves X as it is.
 *  Cost      3·log₂d + 3 additions and one exponential a feature and row, d/4 hashes a feature once; workspace 8·features bytes and at
 *            most 16 KiB or one padded row.
 *  Accuracy  unbiased up to the rotation (its fourth moments are within 8/d² of the uniform one); mean error falls as 1/√features.
 *            Large ‖x + y‖/σ make the estimate one of rare large terms: scale so that ‖x‖/σ is 2 or less. exp within 0.51 ulp of f32,
 *            0 and ∞ past its range. The same bits on every engine.
 *  Throws    OptionError ("option": sigma not positive; "foreign"), ShapeError, DtypeError, FreedError, CapacityError.
 *  Source    Reid, Choromanski, Likhosherstov & Weller 2023 (ICML), §3, eq. 8–10; Choromanski et al. 2021 (positive features).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const X = k.matrix("f32", 2, 3, [0, 0, 0, 1, 0, 0]);
 *  const F = k.wht.simplexFeatures(X, { features: 4096, sigma: 1, seed: 1 });
 *  console.log(k.dense.dot(F.row(0), F.row(1)).toFixed(1), Math.exp(-0.5).toFixed(1)); // 0.6 0.6 */
export function simplexFeatures(ctx: Context, X: Matrix<"f32">, o: FeatureOptions): Matrix<"f32"> {
  const op = "wht.simplexFeatures", { raw } = ctx, job = checked(ctx, op, X, o), { x, features, sigma, seed } = job;
  return intoNew(ctx, op, job, raw.simplex_f32_workspace(x.cols, features), (out, ws) =>
    raw.simplex_f32(x.rows, x.cols, x.ptr, x.stride, features, sigma, seed, out.ptr, out.stride, ws));
}
