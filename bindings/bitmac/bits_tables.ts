// The product by tables of one operand and bit planes of the other.
import { withWorkspace } from "../context.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { BitMatrixHandle } from "./bit_matrix.js";
import type { BitMacContext } from "./context.js";

/** C ← A·B with tables of A, or of B, of at most four bits; the other one holds planes. */
export function byTables({ arena, raw }: BitMacContext, op: string, c: MatrixHandle<"i32">, a: BitMatrixHandle, b: BitMatrixHandle, ofA: boolean): void {
  const { rows: m, cols: k } = a, n = b.cols, { least, most, values: { ptr } } = ofA ? a : b, row = 4 * c.stride;
  const bias = most > 7 ? 8 : 0;
  // Eights of k whose sums, four by four, fit a signed byte.
  const run = Math.floor(Math.min(128 / Math.abs(least - bias), 127 / (most - bias)) / 8);
  withWorkspace(arena, op, raw.bits_table_workspace(k), (ws) => {
    if (ofA) raw.bits_table(m, n, k, ptr, k, 1, bias, run, a.rowSums, b.parts.right.ptr, b.width, b.kind, b.colSums, c.ptr, row, 4, ws);
    else raw.bits_table(n, m, k, ptr, 1, n, bias, run, b.colSums, a.parts.left.ptr, a.width, a.kind, a.rowSums, c.ptr, 4, row, ws);
  });
}
