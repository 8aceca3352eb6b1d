// What functions of the family check and know about a matrix they are given.
import * as check from "../check.js";
import { DtypeError, OptionError } from "../errors.js";
import { scratchView } from "../memory/scratch.js";
import type { Float } from "../types.js";
import { withWorkspace } from "../context.js";
import type { SparseContext } from "./context.js";
import { CsrHandle } from "./csr.js";

/** A live sparse matrix of this instance and of one of the dtypes. */
export function operand<D extends Float>(ctx: SparseContext, op: string, arg: string, A: unknown, dtypes: readonly D[]): CsrHandle<D> {
  if (!(A instanceof CsrHandle)) throw new DtypeError(op, arg, `${arg} is ${check.kindOf(A)}, expected a Csr<${dtypes.join("|")}>`);
  A.alive(op, arg);
  if (A.arena !== ctx.arena) throw new OptionError(op, arg, `${arg} (${A.describe()}) belongs to another instance`, "foreign");
  if (!dtypes.includes(A.dtype as D)) throw new DtypeError(op, arg, `${arg} is ${A.dtype}, expected ${dtypes.join(" or ")}`);
  return A as unknown as CsrHandle<D>;
}

export interface Symmetry { readonly pattern: boolean; readonly values: boolean; readonly positiveDiagonal: boolean; readonly zeroDiagonals: number }

const known = new WeakMap<CsrHandle<"f64">, { readonly version: number; readonly symmetry: Symmetry }>();

/** What is known of A's symmetry: found out once for its values, in one pass. */
export function symmetryOf(A: CsrHandle<"f64">): Symmetry {
  const { ctx: { arena, raw }, rows, cols, rowPtr, colIdx, values, version } = A;
  const before = known.get(A);
  if (before?.version === version) return before.symmetry;
  const n = Math.min(rows, cols);
  const symmetry = withWorkspace(arena, "sparse.symmetry", 8 * rows, (ws) => {
    const same = rows !== cols || before?.symmetry.pattern === false ? 0 : raw.csr_symmetry_f64(rows, rowPtr, colIdx, values, ws);
    raw.csr_diagonal_f64(n, rowPtr, colIdx, values, ws);
    let zeroDiagonals = rows - n, negative = 0;
    for (const d of scratchView(arena, "f64", ws, n)) {
      if (d === 0) zeroDiagonals++;
      else if (d < 0) negative++;
    }
    return { pattern: (same & 1) > 0, values: (same & 2) > 0, positiveDiagonal: zeroDiagonals + negative === 0, zeroDiagonals };
  });
  known.set(A, { version, symmetry });
  return symmetry;
}
