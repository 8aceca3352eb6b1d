// The product by bit planes.
import { withWorkspace } from "../context.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { BitMatrixHandle } from "./bit_matrix.js";
import type { BitMacContext } from "./context.js";

/** Operands too wide to hold planes have them made in scratch: only a k too large for any other way leads here. */
export function byPlanes({ arena, raw }: BitMacContext, op: string, c: MatrixHandle<"i32">, a: BitMatrixHandle, b: BitMatrixHandle): void {
  const { rows: m, cols: k } = a, n = b.cols;
  const tile = raw.bits_gemm_workspace();
  const left = a.planes ? 0 : a.width * raw.bits_plane_bytes(m, k), right = b.planes ? 0 : b.width * raw.bits_plane_bytes(n, k);
  withWorkspace(arena, op, tile + left + right, (ws) => {
    if (left > 0) raw.bits_left(m, k, a.values.ptr, k, a.flip, a.width, a.kind, ws + tile);
    if (right > 0) raw.bits_right(k, n, b.values.ptr, n, b.flip, b.width, b.kind, ws + tile + left);
    raw.bits_gemm(
      m, n, k, a.planes ? a.parts.left.ptr : ws + tile, a.width, a.kind, a.rowSums,
      b.planes ? b.parts.right.ptr : ws + tile + left, b.width, b.kind, b.colSums, c.ptr, c.stride, ws,
    );
  });
}
