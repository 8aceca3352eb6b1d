// Random rotations y = H·D·x/√n, in place.
import * as check from "../check.js";
import { FLOATS } from "../context.js";
import { OptionError, ShapeError } from "../errors.js";
import { MatrixHandle } from "../memory/matrix.js";
import type { WhtContext } from "./context.js";
import { hadamard } from "./hadamard.js";
import { isPowerOfTwo } from "./options.js";
import type { RandomizedHadamard, RealMatrix, RealVector } from "./types.js";

/** Seeds are whole numbers that a double holds exactly. */
export const SEEDS: number = 2 ** 53 - 1;
const DIMS = 2 ** 30;
/** Left factors of H; 40·2^k is 20·2^(k+1). */
const BASES = [1, 12, 20, 28] as const;

/** The m for which H of order dim is H_m ⊗ H_2^k; with blocks, which are powers of two, 1. */
function baseOf(op: string, dim: number, block: number | undefined): 1 | 12 | 20 | 28 {
  const base = BASES.find((m) => isPowerOfTwo((block ?? dim) / m) && (block === undefined || m === 1));
  if (base === undefined && block === undefined) throw new OptionError(op, "dim", `dim is ${dim}, expected 1, 12, 20, 28 or 40 times a power of two (block takes it in pieces)`);
  if (base === undefined) throw new OptionError(op, "block", `block is ${block}, expected a power of two`);
  if (dim % (block ?? dim) !== 0) throw new OptionError(op, "block", `block is ${block}, expected a divisor of dim, ${dim}`);
  return base;
}

/** A random rotation of the space: y = H·D·x/√dim, D = diag(±1) from the seed, `rounds` times with fresh signs.
 *
 *  Shapes    dim = m·2^k with m = 1, 12, 20, 28 or 40 (H is that of `hadamard`), or any multiple of `block` = 2^j: then H acts on every block
 *            of its own (heads of 64, 128, 256 in a longer vector) and the signs differ from block to block. `apply` and `invert` take a vector of dim elements or a matrix of dim
 *            columns and transform every row, windows and strides respected.
 *  Effects   `apply` and `invert` write their operand only and return it. The rotation holds no memory: nothing to free.
 *  Cost      rounds·(n·log₂n additions + n sign flips) for every n, the block or dim; no workspace, with m > 1 that of `hadamard`. Signs are drawn anew each time, two hashes for
 *            128 elements.
 *  Accuracy  orthonormal: norms and dot products are kept; ‖ŷ − y‖₂ ≤ rounds·γ(log₂n + 2)·‖x‖₂ (with m > 1: γ(k + 2m)), and the same for `invert`, which
 *            undoes the rounds in reverse. The same signs for f32 and f64, the same bits on every engine and in every variant. NaN and
 *            infinities spread over their row.
 *  Throws    OptionError ("option", "foreign"), ShapeError, DtypeError, FreedError.
 *  Source    Ailon & Chazelle 2009, SIAM J. Comput. 39(1); Tropp 2011, Adv. Adapt. Data Anal. 3; as incoherence processing: Tseng et al.
 *            2024 (QuIP#), Ashkboos et al. 2024 (QuaRot).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const turn = k.wht.randomized(4, { seed: 1 });
 *  const x = k.vector("f64", [0, 0, 8, 0]);
 *  console.log(k.dense.nrm2(turn.apply(x)), turn.invert(x).copy()); // 8 Float64Array [0, 0, 8, 0] */
export function randomized(ctx: WhtContext, dim: number, o: { seed: number; rounds?: number; block?: number }): RandomizedHadamard {
  const op = "wht.randomized";
  check.integer(op, "dim", dim, 1, DIMS);
  check.options(op, o, ["seed", "rounds", "block"]);
  const seed = check.integer(op, "seed", o?.seed, 0, SEEDS);
  const rounds = check.integer(op, "rounds", o.rounds, 1, 64, 1);
  if (o.block !== undefined) check.integer(op, "block", o.block, 1, dim);
  const base = baseOf(op, dim, o.block), block = o.block ?? dim;

  const run = <T extends RealVector | RealMatrix>(verb: string, inverse: boolean, X: T): T => {
    const name = `${op}.${verb}`, x = check.array(name, "x", X, ctx.arena, FLOATS);
    const matrix = x instanceof MatrixHandle, [rows, cols] = x.extent, stride = matrix ? x.stride : cols, f32 = x.dtype === "f32", { raw } = ctx;
    if (cols !== dim) throw new ShapeError(name, "x", `x.${matrix ? "cols" : "length"} is ${cols}, expected dim, ${dim}`);
    if (base === 1) (f32 ? raw.randomized_f32 : raw.randomized_f64)(rows, dim, block, rounds, seed, inverse ? 1 : 0, x.ptr, stride);
    else for (let i = 0; i < rounds; i++) {
      const signs = (stream: number): void => (f32 ? raw.signs_f32 : raw.signs_f64)(rows, dim, seed, stream, x.ptr, stride);
      if (!inverse) signs(i);
      hadamard(ctx, X, { base, transpose: inverse, scale: "ortho" });
      if (inverse) signs(rounds - 1 - i);
    }
    return X;
  };
  return { dim, apply: (x) => run("apply", false, x), invert: (x) => run("invert", true, x) };
}
