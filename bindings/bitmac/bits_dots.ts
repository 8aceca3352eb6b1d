// The product of the values themselves.
import { withWorkspace } from "../context.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { BitMatrixHandle } from "./bit_matrix.js";
import type { BitMacContext } from "./context.js";

/** Greatest magnitude that gemmInt8 reckons with. */
function reach(x: BitMatrixHandle): number { return x.flip === 0 ? 128 : 255; }

/** False where gemmInt8 would refuse k. */
export function dotsFit(k: number, a: BitMatrixHandle, b: BitMatrixHandle): boolean { return k * reach(a) * reach(b) < 2 ** 31; }

/** Below, checking the operands anew would be felt; and gemmInt8 has but one kernel for them, in every variant. */
const SMALL = 2 ** 18;

export function byDots({ arena, raw, dense }: BitMacContext, op: string, c: MatrixHandle<"i32">, a: BitMatrixHandle, b: BitMatrixHandle): void {
  const { rows: m, cols: k, values: x } = a, { cols: n, values: y } = b, zeroA = 0 - a.flip, zeroB = 0 - b.flip;
  if (m * n * k >= SMALL) dense.gemmInt8(c, x, y, a.flip + b.flip === 0 ? undefined : { zeroPointA: zeroA, zeroPointB: zeroB });
  else withWorkspace(arena, op, raw.gemm_i8_workspace(m, n, k, 0, 0), (ws) => raw.gemm_i8(m, n, k, x.ptr, k, 1, 0, zeroA, y.ptr, n, 1, 0, zeroB, c.ptr, c.stride, ws));
}
