// The factors of an LU with pivoting: their memory, which grows while they are made, and the kernels over it.
import { withWorkspace } from "../context.js";
import { NonFiniteError, SingularMatrixError } from "../errors.js";
import type { Arena, Block } from "../memory/arena.js";
import { takeBlocks } from "../memory/blocks.js";
import { scratchView } from "../memory/scratch.js";
import { newCsr } from "./build.js";
import type { SparseContext } from "./context.js";
import type { CsrHandle } from "./csr.js";
import { orderBlock } from "./order.js";
import { swaps } from "./qr_plan.js";
import type { Rows } from "./refine.js";
import type { FactorOptions } from "./types.js";

type Order = NonNullable<FactorOptions["order"]>;

/** Addresses of the parts, as the kernels name them. */
export interface Elimination {
  readonly n: number; readonly blocks: readonly Block[]; readonly nnz: number; readonly nodes: number;
  readonly colPtr: number; readonly rowIdx: number; readonly from: number; readonly head: number; readonly index: number; readonly value: number; readonly valueEnd: number;
}

/** Arrays of the head, as assembly/sparse/lu/layout.ts numbers them. */
const ORDER = 0, PIVOT = 1, DIAGONAL = 11, ROW_SCALE = 12, COL_SCALE = 13;
const INDEX_FULL = -1, VALUE_FULL = -2;
/** A pivot that is less than this times the largest below it ends a refactor. */
const LEAST = 1e-3;

const i32 = (arena: Arena, ptr: number, length: number): Int32Array => scratchView(arena, "i32", ptr, length);
const f64 = (arena: Arena, ptr: number, length: number): Float64Array => scratchView(arena, "f64", ptr, length);

export function eliminate(ctx: SparseContext, op: string, A: CsrHandle<"f64">, order: Order, tolerance: number, match: boolean): Elimination {
  const { arena, raw } = ctx, { rows: n, nnz } = A;
  const held: Block[] = [...takeBlocks(arena, op, [4 * (n + 1) + 8 * nnz, raw.lu_head(n)])];
  try {
    const colPtr = held[0]!.ptr, rowIdx = colPtr + 4 * (n + 1), from = rowIdx + 4 * nnz, head = held[1]!.ptr;
    const array = (which: number): number => head + raw.lu_offset(n, which);
    raw.lu_columns(n, n, A.rowPtr, A.colIdx, colPtr, rowIdx, from);
    raw.lu_equilibrate_f64(n, A.rowPtr, A.values, array(ROW_SCALE));
    f64(arena, array(COL_SCALE), n).fill(1);
    i32(arena, array(DIAGONAL), n).forEach((_, i, d) => { d[i] = i; });
    const P = match ? matched(ctx, op, A, array(DIAGONAL), array(ROW_SCALE), array(COL_SCALE)) : A;
    try {
      const perm = orderBlock(op, P, order);
      i32(arena, array(ORDER), n).set(i32(arena, perm.ptr, n));
      arena.release(perm);
    } finally {
      if (P !== A) P.free();
    }
    return withWorkspace(arena, op, raw.lu_factor_f64_workspace(n), (ws) => {
      raw.lu_begin_f64(n, head, ws);
      let indexSize = 4 * nnz + 8 * n, valueSize = 5 * nnz + 4 * n;
      held.push(...takeBlocks(arena, op, [4 * indexSize, 8 * valueSize]));
      const low = (which: number): number => i32(arena, ws, 8)[which]!;
      /** Moves what is at both ends of a region to a block of `size` elements. */
      const resize = (slot: number, width: number, used: number, old: number, size: number): number => {
        const block = arena.block(op, width * size), was = held[slot]!, bottom = width * low(used), high = width * low(used + 1);
        const copy = (to: number, from: number, bytes: number): void => scratchView(arena, "u8", to, bytes).set(scratchView(arena, "u8", from, bytes));
        copy(block.ptr, was.ptr, bottom);
        copy(block.ptr + width * size - high, was.ptr + width * old - high, high);
        held[slot] = block;
        arena.release(was);
        return size;
      };
      for (;;) {
        const status = raw.lu_factor_f64(n, colPtr, rowIdx, from, A.values, tolerance, head, held[2]!.ptr, indexSize, held[3]!.ptr, valueSize, ws);
        if (status === 0) break;
        if (status === INDEX_FULL) indexSize = resize(2, 4, 3, indexSize, Math.ceil(1.6 * indexSize) + 3 * n);
        else if (status === VALUE_FULL) valueSize = resize(3, 8, 5, valueSize, Math.ceil(1.6 * valueSize) + 2 * n);
        else throw stopped(op, i32(arena, array(ORDER), n)[status > 0 ? status - 1 : low(0)]!, status > 0);
      }
      const entries = raw.lu_finish_f64(n, colPtr, rowIdx, head, held[2]!.ptr, ws), nodes = low(2);
      // What the search walked is done with.
      i32(arena, ws, 8)[4] = 0;
      indexSize = resize(2, 4, 3, indexSize, low(3));
      if (low(5) + low(6) < 0.8 * valueSize) valueSize = resize(3, 8, 5, valueSize, low(5) + low(6));
      const index = held[2]!.ptr, value = held[3]!.ptr;
      return { n, blocks: held, nnz: entries, nodes, colPtr, rowIdx, from, head, index, value, valueEnd: value + 8 * valueSize };
    });
  } catch (e) {
    for (const b of held) arena.release(b);
    throw e;
  }
}

function stopped(op: string, column: number, singular: boolean): Error {
  return singular ? new SingularMatrixError(op, "A", `column ${column} has no pivot but 0, expected a regular A`, column)
    : new NonFiniteError(op, "A", `column ${column} of the factors overflows, expected entries that do not`, column);
}

/** Rows by a matching of large product, with the scales it gives; the pattern of A with its rows in that order. The caller frees it. */
function matched(ctx: SparseContext, op: string, A: CsrHandle<"f64">, rowOf: number, rowScale: number, colScale: number): CsrHandle<"f64"> {
  const { arena, raw } = ctx, { rows: n, nnz } = A;
  const missing = withWorkspace(arena, op, raw.max_product_workspace(n, nnz), (ws) => raw.max_product(n, A.rowPtr, A.colIdx, A.values, rowOf, rowScale, colScale, ws));
  const match = i32(arena, rowOf, n).slice();
  if (missing > 0) throw stopped(op, match.indexOf(-1), true);
  raw.lu_powers_f64(n, rowScale);
  raw.lu_powers_f64(n, colScale);
  const P = newCsr(ctx, op, "f64", n, n, nnz);
  const start = i32(arena, A.rowPtr, n + 1), cols = i32(arena, A.colIdx, nnz), ptr = i32(arena, P.rowPtr, n + 1), idx = i32(arena, P.colIdx, nnz);
  ptr[0] = 0;
  for (let j = 0; j < n; j++) {
    const i = match[j]!;
    idx.set(cols.subarray(start[i]!, start[i + 1]!), ptr[j]!);
    ptr[j + 1] = ptr[j]! + start[i + 1]! - start[i]!;
  }
  return P;
}

/** The factors of new values on the old pivots; false if those will not do. */
export function replay(ctx: SparseContext, op: string, a: Rows, e: Elimination): boolean {
  const { raw, arena } = ctx;
  return withWorkspace(arena, op, raw.lu_refactor_f64_workspace(e.n), (ws) =>
    raw.lu_refactor_f64(e.n, e.colPtr, e.rowIdx, e.from, a.values, LEAST, e.head, e.index, e.value, e.valueEnd, ws)) === 0;
}

export function solve(ctx: SparseContext, e: Elimination, trans: boolean, x: number, b: number): void {
  const { raw, arena } = ctx;
  withWorkspace(arena, "lu.solve", raw.lu_solve_f64_workspace(e.n), (ws) => raw.lu_solve_f64(e.n, e.nodes, trans ? 1 : 0, e.head, e.index, e.value, e.valueEnd, b, x, ws));
}

/** log |det A| and its sign: the pivots without their scales, and the parities of both orders. */
export function logPivots(ctx: SparseContext, e: Elimination): { sign: number; log: number } {
  const { raw, arena } = ctx, { n } = e;
  return withWorkspace(arena, "lu.logDet", 24 * n, (ws) => {
    raw.lu_pivots_f64(n, e.head, e.value, ws, ws + 8 * n, ws + 16 * n);
    const all = f64(arena, ws, 3 * n);
    let sign = (swaps(i32(arena, e.head + raw.lu_offset(n, ORDER), n)) + swaps(i32(arena, e.head + raw.lu_offset(n, PIVOT), n))) % 2 === 0 ? 1 : -1, log = 0;
    for (let k = 0; k < n; k++) {
      if (all[k]! < 0) sign = -sign;
      log += Math.log(Math.abs(all[k]!)) - Math.log2(all[n + k]!) * Math.LN2 - Math.log2(all[2 * n + k]!) * Math.LN2;
    }
    return { sign, log };
  });
}
