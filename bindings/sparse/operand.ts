// Interim, plain JS: to be replaced.
import { DtypeError } from "../errors.js";
import { scratchView } from "../memory/scratch.js";
import type { Float } from "../types.js";
import type { SparseContext } from "./context.js";
import { CsrHandle } from "./csr.js";

/** A live sparse matrix of this instance and of one of the dtypes. */
export function operand<D extends Float>(_ctx: SparseContext, op: string, arg: string, A: unknown, dtypes: readonly D[]): CsrHandle<D> {
  if (!(A instanceof CsrHandle) || !dtypes.includes(A.dtype as D)) throw new DtypeError(op, arg, `${arg} is no Csr of ${dtypes.join(" or ")}`);
  return A as CsrHandle<D>;
}

export interface Symmetry { readonly pattern: boolean; readonly values: boolean; readonly positiveDiagonal: boolean; readonly zeroDiagonals: number }

/** What is known of A's symmetry: made once for a pattern and its values. */
export function symmetryOf(A: CsrHandle<"f64">): Symmetry {
  const { arena } = A.ctx;
  const p = scratchView(arena, "i32", A.rowPtr, A.rows + 1), c = scratchView(arena, "i32", A.colIdx, A.nnz), v = scratchView(arena, "f64", A.values, A.nnz);
  const at = new Map<number, number>();
  let pattern = A.rows === A.cols, values = pattern, positiveDiagonal = true, diagonals = 0;
  for (let i = 0; i < A.rows; i++) for (let k = p[i]!; k < p[i + 1]!; k++) at.set(i * A.cols + c[k]!, v[k]!);
  for (const [key, x] of at) {
    const i = Math.floor(key / A.cols), j = key - i * A.cols, y = at.get(j * A.cols + i);
    if (y === undefined) pattern = values = false; else if (y !== x) values = false;
    if (i === j && x !== 0) { diagonals++; if (x < 0) positiveDiagonal = false; }
  }
  return { pattern, values, positiveDiagonal: positiveDiagonal && diagonals === A.rows, zeroDiagonals: A.rows - diagonals };
}
