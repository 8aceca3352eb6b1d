// The product of the values themselves.
import { withWorkspace } from "../context.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { BitMatrixHandle } from "./bit_matrix.js";
import type { BitMacContext } from "./context.js";

/** Greatest magnitude that gemmInt8 reckons with. */
function reach(x: BitMatrixHandle): number { return x.flip === 0 ? 128 : 255; }

/** False where gemmInt8 would refuse k. */
export function dotsFit(k: number, a: BitMatrixHandle, b: BitMatrixHandle): boolean { return k * reach(a) * reach(b) < 2 ** 31; }

/** Fewer columns leave most of a packed panel empty. */
const PACKED_N = 8;

/** `swift`: gemmInt8 has kernels here that read 7 bits, and packs for them itself. */
export function byDots({ arena, raw, dense }: BitMacContext, op: string, c: MatrixHandle<"i32">, a: BitMatrixHandle, b: BitMatrixHandle, swift: boolean): void {
  const { rows: m, cols: k, values: x } = a, { cols: n, values: y } = b, zeroA = 0 - a.flip, zeroB = 0 - b.flip;
  if (swift) {
    dense.gemmInt8(c, x, y, a.flip + b.flip === 0 ? undefined : { zeroPointA: zeroA, zeroPointB: zeroB });
    return;
  }
  const panels = n >= PACKED_N ? b.packed(op, raw) : 0, packed = panels === 0 ? 0 : 1;
  withWorkspace(arena, op, raw.gemm_i8_workspace(m, n, k, packed, 0), (ws) => {
    raw.gemm_i8(m, n, k, x.ptr, k, 1, 0, zeroA, packed ? panels : y.ptr, packed ? 0 : n, packed ? 0 : 1, packed, zeroB, c.ptr, c.stride, ws);
  });
}
