// The product of the values themselves.
import { withWorkspace } from "../context.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { BitMatrixHandle } from "./bit_matrix.js";
import type { BitMacContext } from "./context.js";

/** Fewer columns leave most of a packed panel empty. */
const PACKED_N = 8;
/** Greatest magnitude that gemmInt8 reckons with. */
const reach = (x: BitMatrixHandle): number => (x.flip === 0 ? 128 : 255);

export function byDots({ arena, raw, dense }: BitMacContext, op: string, c: MatrixHandle<"i32">, a: BitMatrixHandle, b: BitMatrixHandle): void {
  const { rows: m, cols: k, values: x } = a, { cols: n, values: y } = b, zeroA = 0 - a.flip, zeroB = 0 - b.flip;
  // gemmInt8 finds out about its kernels of 7 bits by being called, and packs for them itself.
  if (dense.sevenBitSpeed() !== "none" && dense.sevenBitShape(m, n, k) && k * reach(a) * reach(b) < 2 ** 31) {
    dense.gemmInt8(c, x, y, a.flip + b.flip === 0 ? undefined : { zeroPointA: zeroA, zeroPointB: zeroB });
    return;
  }
  const panels = n >= PACKED_N && k > 0 ? b.packed(op, raw) : 0, packed = panels === 0 ? 0 : 1;
  withWorkspace(arena, op, raw.gemm_i8_workspace(m, n, k, packed, 0), (ws) => {
    raw.gemm_i8(m, n, k, x.ptr, k, 1, 0, zeroA, packed ? panels : y.ptr, packed ? 0 : n, packed ? 0 : 1, packed, zeroB, c.ptr, c.stride, ws);
  });
}
