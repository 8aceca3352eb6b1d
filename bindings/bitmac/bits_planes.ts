// The product by bit planes.
import { withWorkspace } from "../context.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { BitMatrixHandle } from "./bit_matrix.js";
import type { BitMacContext } from "./context.js";

/** C ← A·B; both hold planes. */
export function byPlanes({ arena, raw }: BitMacContext, op: string, c: MatrixHandle<"i32">, a: BitMatrixHandle, b: BitMatrixHandle): void {
  withWorkspace(arena, op, raw.bits_gemm_workspace(), (ws) =>
    raw.bits_gemm(a.rows, b.cols, a.cols, a.parts.left.ptr, a.width, a.kind, a.rowSums, b.parts.right.ptr, b.width, b.kind, b.colSums, c.ptr, c.stride, ws));
}
