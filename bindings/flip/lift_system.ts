// The Brent equations of one scheme as a linear system over p elements, in linear memory.
import { type Context, withWorkspace } from "../context.js";
import { scratchView } from "../memory/scratch.js";
import { type Lengths, lengthsOf } from "../scheme.js";
import { targetOf } from "./target.js";
import type { Scheme } from "./types.js";

/** A scheme being lifted: its coefficients are x, all of u, then of v, then of w. `at` is where x, `target` where T, `rest` where T − Σ u⊗v⊗w lie. */
export interface Identity {
  readonly ctx: Context; readonly p: 2 | 3; readonly rank: number; readonly lengths: Lengths; readonly size: number;
  readonly at: number; readonly rest: number; readonly target: number;
  /** (index, value) of the nonzeros of T, in turn. */
  readonly pairs: Int32Array;
}

const OP = "flip.lift";
const round = (bytes: number): number => Math.ceil(bytes / 64) * 64;

/** One piece of scratch for several things, each 64-byte aligned. */
function withParts<N extends readonly number[], R>(ctx: Context, sizes: readonly [...N], body: (...at: N) => R): R {
  return withWorkspace(ctx.arena, OP, sizes.reduce((sum, bytes) => sum + round(bytes), 0), (ws) => body(...sizes.map((bytes) => {
    const here = ws;
    ws += round(bytes);
    return here;
  }) as unknown as N));
}

export function withIdentity<R>(ctx: Context, { shape, target, rank }: Scheme, p: 2 | 3, body: (id: Identity) => R): R {
  const lengths = lengthsOf(shape, target), { u: U, v: V, w: W } = lengths, size = rank * (U + V + W);
  const pairs = Int32Array.from(targetOf(shape, target).flatMap(({ a, b, c, value }) => [(a * V + b) * W + c, value]));
  return withParts(ctx, [4 * size, 4 * pairs.length, 8 * U * V * W], (at, T, rest) => body({ ctx, p, rank, lengths, size, at, rest, target: T, pairs }));
}

/** Takes x, and tells whether Σ u⊗v⊗w is `scale`·T, in integers of 64 bits that wrap; where it is not, the difference is kept. */
export function exact({ ctx: { arena, raw }, rank, lengths: { u: U, v: V, w: W }, size, at, rest, target, pairs }: Identity, x: Int32Array, scale = 1): boolean {
  scratchView(arena, "i32", at, size).set(x);
  scratchView(arena, "i32", target, pairs.length).set(pairs.map((y, i) => i % 2 === 0 ? y : y * scale));
  return raw.lift_residual(pairs.length / 2, target, rank, U, V, W, at, at + 4 * rank * U, at + 4 * rank * (U + V), rest) === 0;
}

/** True if the sums of `exact` stay below 2^62. */
export function bounded({ rank, lengths: { u: U, v: V } }: Identity, x: ArrayLike<number>, scale: number): boolean {
  const most = (from: number, to: number): number => {
    let m = 0;
    for (let i = from; i < to; i++) m = Math.max(m, Math.abs(x[i]!));
    return m;
  };
  const w = most(rank * (U + V), x.length);
  return w < 2 ** 31 && most(0, rank * U) * most(rank * U, rank * (U + V)) * w * rank + scale < 2 ** 62;
}

export interface System {
  /** J·d = difference / modulus over p elements, d a byte an unknown, 0 where free. null: no solution. "refused": the difference is no multiple of the modulus. */
  solve(modulus: number): Uint8Array | null | "refused";
}

/** Random points beyond as many as unknowns, so that hardly ever rank is lost. */
const SPARE = 64;

/** The Jacobian at the identity's x with regard to some unknowns, factored: unknowns that come first are solved for first. */
export function withSystem<R>(id: Identity, unknowns: Int32Array, seed: number, body: (system: System) => R): R {
  const { ctx: { arena, raw }, p, rank, lengths: { u: U, v: V, w: W }, at, rest } = id, n = unknowns.length;
  const bytes = Math.ceil((n + SPARE) / 128) * 16, stride = bytes * (p - 1), count = U + V + W;
  const scratch = Math.max(raw.lift_factor_workspace(p, bytes), raw.lift_solve_workspace(n, bytes), bytes + 2 * stride);
  return withParts(id.ctx, [n * stride, 4 * n, count * stride, stride, n, scratch], (rows, pivots, points, e, d, ws) => {
    raw.lift_functionals(p, count, bytes, seed, points);
    withParts(id.ctx, [3 * rank * stride, 4 * n], (sums, list) => {
      scratchView(arena, "i32", list, n).set(unknowns);
      let x = at, point = points;
      [U, V, W].forEach((length, f) => {
        raw.lift_products(p, rank, length, x, bytes, point, sums + f * rank * stride, ws);
        x += 4 * rank * length;
        point += length * stride;
      });
      raw.lift_columns(p, n, list, rank, U, V, W, bytes, points, sums, rows);
    });
    raw.lift_factor(p, n, bytes, rows, pivots, ws);
    return body({
      solve(modulus) {
        if (raw.lift_residue(p, U, V, W, rest, modulus, bytes, points, e, ws) !== 0) return "refused";
        return raw.lift_solve(p, n, bytes, rows, pivots, e, d, ws) === 0 ? scratchView(arena, "u8", d, n).slice() : null;
      },
    });
  });
}
