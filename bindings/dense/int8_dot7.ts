// The 7-bit kernels of the relaxed overlay: the same bits as the exact ones where an operand spans at most 127, at up to twice the
// speed on CPUs with an int8 dot instruction that the engine uses, and slower elsewhere. No feature flag tells which: both are timed
// once, on data in L1, when enough has been computed for that to be no loss. Only where a clock advances: in a Worker of
// Cloudflare's it stands still, and the exact kernels stay.
import type { RawExports } from "../abi.js";
import { type Context, withWorkspace } from "../context.js";
import type { Int8Product } from "./int8_product.js";
import { narrowRange } from "./int8_range.js";
import { PackedInt8Handle } from "./packed_int8.js";

/** What gemm_i8_dot7 takes more than gemm_i8: shifts are subtracted while packing, offsets are shift − zero point. */
export interface SevenBit { readonly a7: 0 | 1; readonly shiftA: number; readonly offA: number; readonly shiftB: number; readonly offB: number }

/** Products smaller than that are not worth a look at their operands; fewer rows have kernels of their own. */
const LEAST = 2 ** 18;
const ROWS = 13;
/** Multiply-adds after which the kernels are timed: about ten milliseconds of the exact kernel, about what the timing takes. */
const PATIENCE = 2 ** 29;

let spent = 0;
let faster: boolean | undefined;

/** "known" once these kernels have been found to be the faster ones here, "open" while gemmInt8 has still to find out. */
export function sevenBitSpeed(raw: RawExports): "known" | "open" | "none" {
  if (faster === false || raw.gemm_i8_dot7 === undefined) return "none";
  return faster === true ? "known" : "open";
}

/** Products that these kernels are thought of for. */
export function sevenBitShape(m: number, n: number, k: number): boolean { return m >= ROWS && m * n * k >= LEAST; }

/** How to run the product on the 7-bit kernels, if it can be and they are the faster ones here. */
export function sevenBit(ctx: Context, p: Int8Product): SevenBit | undefined {
  if (faster === false || ctx.raw.gemm_i8_dot7 === undefined || !sevenBitShape(p.m, p.n, p.k)) return undefined;
  if (faster === undefined) {
    spent += p.m * p.n * p.k;
    if (spent < PATIENCE) return undefined;
    faster = isFaster(ctx);
    if (!faster) return undefined;
  }
  return fit(ctx.raw, p);
}

/** Shifts that bring one operand into 0..127 and the other into i8; b first, as it may be packed so already. */
export function fit(raw: RawExports, p: Int8Product): SevenBit | undefined {
  const { A, B } = p;
  const packed = B instanceof PackedInt8Handle;
  const low = packed ? (B.narrow ? B.shift : undefined) : narrowRange(raw, B)?.low;
  if (low !== undefined) {
    const shiftA = A.dtype === "u8" ? 128 : 0;
    return { a7: 0, shiftA, offA: shiftA - p.zeroA, shiftB: low, offB: low - p.zeroB };
  }
  const shiftA = narrowRange(raw, A)?.low;
  return shiftA === undefined ? undefined : { a7: 1, shiftA, offA: shiftA - p.zeroA, shiftB: 0, offB: 0 - p.zeroB };
}

/** Groups of k in a panel: both panels and the tile lie in L1. */
const GROUPS = 128;
/** Kernel calls in a sample: about half a millisecond, well above the resolution of a browser's clock. */
const CALLS = 2048;
const ROUNDS = 6;

/** Faster, and right: some engines compile the instruction wrongly, which shows in the baseline tier before the timing or after it. */
function isFaster({ arena, raw }: Context): boolean {
  if (globalThis.performance === undefined) return false;
  return withWorkspace(arena, "dense.gemmInt8", Math.max(GROUPS * 64, raw.gemm_i8_dot7_sound_workspace()), (a) => {
    const b = a + GROUPS * 24, end = b + GROUPS * 32;
    const seven = (): void => { raw.gemm_i8_dot7b_ukr_5x8(a, b, end, end, 32, 0); };
    const exact = (): void => { raw.gemm_i8_ukr_5x8(a, b, end, end, 32, 0); };
    return raw.gemm_i8_dot7_sound(a) === 1 && compare(seven, exact, () => performance.now()) && raw.gemm_i8_dot7_sound(a) === 1;
  });
}

/** True if `seven`, which does twice the work a call, is clearly faster per multiply-add: least of interleaved samples, as the first
 *  ones run before the engine's optimising compiler is done. False where the clock does not advance. */
export function compare(seven: () => void, exact: () => void, now: () => number): boolean {
  let a = Infinity, b = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    a = Math.min(a, sample(seven, now));
    b = Math.min(b, sample(exact, now));
  }
  return a > 0 && b > 0 && a < 1.8 * b;
}

function sample(run: () => void, now: () => number): number {
  const start = now();
  for (let i = 0; i < CALLS; i++) run();
  return now() - start;
}
