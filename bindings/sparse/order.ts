// Orders of elimination, and the matching of rows to columns.
import * as check from "../check.js";
import { withWorkspace } from "../context.js";
import { SingularMatrixError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import { scratchView } from "../memory/scratch.js";
import type { SparseContext } from "./context.js";
import type { CsrHandle } from "./csr.js";
import { operand } from "./operand.js";
import type { Csr } from "./types.js";

const ORDERINGS = ["amd", "colamd", "rcm", "nd"] as const;
export type Ordering = (typeof ORDERINGS)[number];

/** A's columns in the order of elimination, cols i32 of a block that the caller releases. "colamd" looks at the columns of A, the others at the pattern of
 *  A + Aᵀ, A being square. */
export function orderBlock(op: string, A: CsrHandle<"f64">, kind: Ordering | "natural"): Block {
  const { ctx: { arena, raw }, rows, cols, nnz, rowPtr, colIdx } = A;
  const block = arena.block(op, 4 * cols);
  try {
    if (kind === "natural") scratchView(arena, "i32", block.ptr, cols).forEach((_, i, perm) => { perm[i] = i; });
    else if (kind === "colamd") withWorkspace(arena, op, raw.colamd_workspace(rows, cols, nnz), (ws) => raw.colamd(rows, cols, rowPtr, colIdx, block.ptr, ws));
    else symmetricPattern(op, A, (ptr, idx, entries) => {
      const [bytes, run] = kind === "amd" ? [raw.amd_workspace, raw.amd] as const : kind === "rcm" ? [raw.rcm_workspace, raw.rcm] as const
        : [raw.nested_dissection_workspace, raw.nested_dissection] as const;
      run(cols, ptr, idx, block.ptr, arena.workspace.push(op, bytes(cols, entries)));
    });
  } catch (e) {
    arena.release(block);
    throw e;
  }
  return block;
}

/** The pattern of A + Aᵀ at two addresses, for as long as `use` runs: that of A itself where it is symmetric with a full diagonal, else without the diagonal.
 *  `use` may push to the workspace. */
export function symmetricPattern<R>(op: string, A: CsrHandle<"f64">, use: (ptr: number, idx: number, entries: number) => R): R {
  const { ctx: { arena, raw }, rows: n, nnz, rowPtr, colIdx } = A;
  return withWorkspace(arena, op, raw.symmetrise_workspace(n, nnz), (ws) => {
    const ptr = arena.workspace.push(op, 4 * (n + 1));
    const entries = raw.symmetrise_count(n, rowPtr, colIdx, ptr, ws);
    if (entries + n === nnz) return use(rowPtr, colIdx, nnz);
    const idx = arena.workspace.push(op, 4 * entries);
    raw.symmetrise_fill(n, rowPtr, colIdx, ptr, idx, ws);
    return use(ptr, idx, entries);
  });
}

/** A fill-reducing order: perm[k] is the column, and for all but "colamd" also the row, that is eliminated k-th.
 *                                                                           SuiteSparse: AMD, COLAMD; METIS: NodeND; SciPy: reverse_cuthill_mckee.
 *
 *  Shapes    A n×n for "amd", "rcm" and "nd", which look at the pattern of A + Aᵀ; m×n for "colamd", which looks at that of AᵀA without
 *            forming it. The result has n entries. `sparse.permute(A, perm, perm)` is the matrix in that order.
 *  Effects   none: A is only read, and only its pattern; stored zeros count as entries.
 *  Cost      "amd", "colamd": about the entries of A times a small factor; "rcm" a few passes over them; "nd" two to twenty times "amd",
 *            which large meshes in space repay. Workspace up to 14 bytes an entry and 52 a row, "nd" 36 and 200.
 *  Accuracy  heuristics. "amd": fill as SuiteSparse's AMD, equal on most matrices. "rcm": a small bandwidth, not small fill. "nd": on meshes in
 *            space from 20³ up 20 to 45 % less than "amd", elsewhere within 10 % of it or less. The same order on every engine.
 *            Rows (for "colamd" columns of AᵀA) of more than max(16, 10·√n) entries come last in "amd" and "colamd".
 *  Throws    ShapeError (A not square), OptionError, DtypeError, FreedError, CapacityError.
 *  Source    Amestoy, Davis & Duff 1996; Davis, Gilbert, Larimore & Ng 2004; George & Liu 1979; Karypis & Kumar 1998;
 *            Hendrickson & Rothberg 1998.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const star = k.csr("f64", 4, 4, { row: [0, 0, 0, 0, 1, 2, 3], col: [0, 1, 2, 3, 1, 2, 3], values: [9, 1, 1, 1, 9, 9, 9] }, { symmetry: "upper" });
 *  console.log(k.sparse.ordering(star, "amd").indexOf(0) >= 2); // true */
export function ordering(ctx: SparseContext, A: Csr<"f64">, kind: Ordering): Uint32Array {
  const op = "sparse.ordering";
  const a = operand(ctx, op, "A", A, ["f64"]);
  const k = check.choice(op, "kind", kind, ORDERINGS, "amd");
  if (k !== "colamd") square(op, a, `"${k}" orders rows and columns alike`);
  const block = orderBlock(op, a, k);
  const perm = new Uint32Array(scratchView(ctx.arena, "i32", block.ptr, a.cols));
  ctx.arena.release(block);
  return perm;
}

/** Rows put to columns so that the product of the diagonal is as large as can be, and factors that make it 1.      HSL: MC64, job 5.
 *
 *  Shapes    A n×n. `rows[j]` is the row for place j: with R = diag(rowScale) and C = diag(colScale), the rows of R·A·C in that order have
 *            ones (in size) on the diagonal and nothing larger beside it.
 *  Effects   none: A is only read.
 *  Cost      shortest augmenting paths, at worst n·(nnz + n)·log n and usually a few passes over the entries; workspace 8 bytes an entry and 40 a row.
 *  Accuracy  the product is largest up to rounding of the sums of logarithms; scaled entries are within 1e-12 of what is said above unless a
 *            factor leaves the normal range, which it never does. The same bits on every engine and in every variant. Stored zeros count as absent.
 *  Throws    SingularMatrixError (structurally singular; `column` is one that no row is left for), ShapeError, DtypeError, FreedError, CapacityError.
 *  Source    Duff & Koster 2001, SIAM J. Matrix Anal. Appl. 22(4).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [0, 1, 1], col: [1, 0, 1], values: [4, 2, 8] });
 *  console.log(k.sparse.matching(A).rows); // Uint32Array [1, 0] */
export function matching(ctx: SparseContext, A: Csr<"f64">): { readonly rows: Uint32Array; readonly rowScale: Float64Array; readonly colScale: Float64Array } {
  const op = "sparse.matching";
  const { arena, raw } = ctx;
  const a = operand(ctx, op, "A", A, ["f64"]), n = a.cols;
  square(op, a, "rows are matched to columns");
  return withWorkspace(arena, op, raw.max_product_workspace(n, a.nnz), (ws) => {
    const [rows, rowScale, colScale] = [4, 8, 8].map((size) => arena.workspace.push(op, size * n)) as [number, number, number];
    const missing = raw.max_product(n, a.rowPtr, a.colIdx, a.values, rows, rowScale, colScale, ws);
    const match = scratchView(arena, "i32", rows, n);
    if (missing > 0) {
      const column = match.indexOf(-1);
      const detail = `A is structurally singular: at most ${n - missing} of ${n} columns can have a row of their own, column ${column} has none`;
      throw new SingularMatrixError(op, "A", detail, column);
    }
    return { rows: new Uint32Array(match), rowScale: scratchView(arena, "f64", rowScale, n).slice(), colScale: scratchView(arena, "f64", colScale, n).slice() };
  });
}

function square(op: string, A: CsrHandle<"f64">, why: string): void {
  check.size(op, "A", "rows", A.rows, A.cols, () => `A is ${A.rows}×${A.cols}, and ${why}`);
}
