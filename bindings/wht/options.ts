// What the transforms' options say, checked and turned into numbers.
import * as check from "../check.js";
import { OptionError, ShapeError } from "../errors.js";
import type { WhtOrder } from "./types.js";

const ORDERS: readonly WhtOrder[] = ["natural", "dyadic", "sequency"];

export function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(n) && n > 0 && n <= 2 ** 31 && (n & (n - 1)) === 0;
}

/** Length of one transform along `extent` elements. */
export function transformLength(op: string, field: string, extent: number, block: unknown): number {
  if (block === undefined) {
    if (!isPowerOfTwo(extent)) throw new ShapeError(op, "x", `x.${field} is ${extent}, expected a power of two (or option block, or wht.hadamard)`);
    return extent;
  }
  const n = check.integer(op, "block", block, 1, 2 ** 31);
  if (!isPowerOfTwo(n)) throw new OptionError(op, "block", `block is ${n}, expected a power of two`);
  if (extent % n !== 0) throw new ShapeError(op, "x", `x.${field} is ${extent}, expected a multiple of block, ${n}`);
  return n;
}

/** What a transform that sums n terms is multiplied by. */
export function scaleFactor(op: string, scale: unknown, n: number): number {
  if (typeof scale === "number") return scale;
  const name = check.choice(op, "scale", scale, ["none", "ortho", "mean"], "none");
  return name === "none" ? 1 : name === "ortho" ? 1 / Math.sqrt(n) : 1 / n;
}

/** 0 natural, 1 dyadic, 2 sequency: as the kernels count. */
export function orderIndex(op: string, order: unknown): number {
  return ORDERS.indexOf(check.choice(op, "order", order, ORDERS, "natural"));
}
