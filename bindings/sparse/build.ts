// Sparse matrices from what users hold: compressed rows or columns, triplets, dense matrices.
import * as check from "../check.js";
import { DtypeError, FormatError, NonFiniteError, OptionError, ShapeError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import { takeBlocks } from "../memory/blocks.js";
import { SIZE } from "../memory/dtypes.js";
import { whole } from "../memory/handle.js";
import { scratchView, settled } from "../memory/scratch.js";
import type { Float, Matrix } from "../types.js";
import { FLOATS, withWorkspace } from "../context.js";
import type { SparseContext } from "./context.js";
import { CsrHandle, writeValues } from "./csr.js";
import type { CscData, CsrData, CsrOptions, Triplets } from "./types.js";

/** Rows, columns and entries are counted in i32, rows + 1 too. */
const MOST = 2 ** 31 - 2;
const up = (bytes: number): number => Math.ceil(bytes / 64) * 64;

/** A matrix whose arrays are still to be written. */
export function newCsr<D extends Float>(ctx: SparseContext, op: string, dtype: D, rows: number, cols: number, nnz: number): CsrHandle<D> {
  return new CsrHandle(ctx, dtype, rows, cols, nnz, takeBlocks(ctx.arena, op, [4 * (rows + 1), 4 * nnz, SIZE[dtype] * nnz]));
}

/** What is given: groups are rows or columns, `major` is where each starts or what each entry is in. */
interface Given { readonly names: readonly [string, string]; readonly compressed: boolean; readonly major: ArrayLike<number>; readonly minor: ArrayLike<number>; readonly values: ArrayLike<number> }

/** A of compressed rows or of triplets.
 *
 *  Shapes    rows×cols, either may be 0. `rowPtr` rows + 1, `colIdx` and `values` of one length; or `row`, `col` and `values` of one length.
 *            With symmetry "lower" or "upper" A is square and only that half is given, diagonal included.
 *  Effects   copies what it is given, in any order, into rows of ascending columns. Entries at one place are added in the order given, in
 *            f64, rounded once; with duplicates "error" they are refused. Explicit zeros stay.
 *  Cost      linear. Sorted rows are checked and copied; others are sorted by counting, in scratch of once to twice the size of the matrix.
 *  Accuracy  exact but for the sums of duplicates and rounding to f32.
 *  Throws    FormatError (an index that is no whole number in range, falling rowPtr, an entry in the wrong half, a duplicate; `position` is the
 *            entry, or the row), NonFiniteError (`position`), ShapeError (lengths, sizes), DtypeError, OptionError, CapacityError. Nothing is
 *            allocated then.
 *  Source    Gustavson 1978, ACM TOMS 4(3): sorting by two transpositions.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 2, 2, { row: [1, 0, 1], col: [1, 0, 1], values: [2, 1, 3] });
 *  console.log(A.nnz, A.copy().values); // 2 Float64Array [1, 5]
 *  console.log(k.csr("f64", 2, 2, { rowPtr: [0, 1, 3], colIdx: [0, 0, 1], values: [2, -1, 2] }, { symmetry: "lower" }).nnz); // 4 */
export function csr<D extends Float>(ctx: SparseContext, dtype: D, rows: number, cols: number, data: CsrData | Triplets, o?: CsrOptions): CsrHandle<D> {
  const op = "csr";
  if (data === null || typeof data !== "object" || !("rowPtr" in data || "row" in data)) throw new DtypeError(op, "data", `data is ${check.kindOf(data)}, expected { rowPtr, colIdx, values } or { row, col, values }`);
  sizes(ctx, op, dtype, rows, cols, data);
  const compressed = "rowPtr" in data;
  return build(ctx, op, dtype, rows, cols, false, compressed
    ? { names: ["rowPtr", "colIdx"], compressed, major: data.rowPtr, minor: data.colIdx, values: data.values }
    : { names: ["row", "col"], compressed, major: data.row, minor: data.col, values: data.values }, o);
}

/** A of compressed columns, stored by rows.
 *
 *  Shapes    `colPtr` cols + 1, `rowIdx` and `values` of one length; the rest as k.csr.
 *  Effects   one transposition; the rest as k.csr.
 *  Cost      linear; scratch of the size of the matrix.
 *  Accuracy  as k.csr.
 *  Throws    as k.csr.
 *  Source    Gustavson 1978, ACM TOMS 4(3).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.sparse.csc("f64", 2, 3, { colPtr: [0, 1, 1, 3], rowIdx: [1, 0, 1], values: [4, 5, 6] });
 *  console.log(A.copy().rowPtr, A.copy().colIdx, A.copy().values); // Int32Array [0, 1, 3] Int32Array [2, 0, 2] Float64Array [5, 4, 6] */
export function csc<D extends Float>(ctx: SparseContext, dtype: D, rows: number, cols: number, data: CscData, o?: CsrOptions): CsrHandle<D> {
  const op = "sparse.csc";
  if (data === null || typeof data !== "object" || !("colPtr" in data)) throw new DtypeError(op, "data", `data is ${check.kindOf(data)}, expected { colPtr, rowIdx, values }`);
  sizes(ctx, op, dtype, rows, cols, data);
  return build(ctx, op, dtype, rows, cols, true, { names: ["colPtr", "rowIdx"], compressed: true, major: data.colPtr, minor: data.rowIdx, values: data.values }, o);
}

/** The entries of a dense matrix that exceed `drop` in size.
 *
 *  Shapes    A any size, windows too.
 *  Effects   makes a matrix of the entries with |a| > drop (default 0); A stays.
 *  Cost      two passes over A.
 *  Accuracy  exact.
 *  Throws    NonFiniteError (`position` by rows), OptionError, DtypeError, FreedError, CapacityError.
 *  Source    –
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.sparse.fromDense(k.matrix("f64", 2, 2, [1, 0, 0.001, 2]), { drop: 0.01 });
 *  console.log(A.nnz, A.toDense().copy()); // 2 Float64Array [1, 0, 0, 2] */
export function fromDense<D extends Float>(ctx: SparseContext, A: Matrix<D>, o?: { drop?: number }): CsrHandle<D> {
  const op = "sparse.fromDense", { arena, raw } = ctx;
  const a = check.matrix<Float>(op, "A", A, arena, FLOATS);
  const drop = check.number(op, "drop", check.options(op, o, ["drop"])?.drop, 0);
  if (!(drop >= 0)) throw new OptionError(op, "drop", `drop is ${drop}, expected 0 or more`);
  const { rows, cols, ptr, stride } = a, dtype = a.dtype as D, f32 = dtype === "f32";
  return withWorkspace(arena, op, 4 * (rows + 1), (ws) => {
    const nnz = (f32 ? raw.csr_dense_count_f32 : raw.csr_dense_count_f64)(rows, cols, ptr, stride, drop, ws);
    const S = newCsr(ctx, op, dtype, rows, cols, nnz);
    scratchView(arena, "i32", S.rowPtr, rows + 1).set(scratchView(arena, "i32", ws, rows + 1));
    (f32 ? raw.csr_dense_fill_f32 : raw.csr_dense_fill_f64)(rows, cols, ptr, stride, drop, S.colIdx, S.values);
    const bad = (f32 ? raw.csr_finite_f32 : raw.csr_finite_f64)(nnz, S.values) - 1;
    if (bad < 0) return S;
    const i = rowOf(ctx, S.rowPtr, rows, bad), j = scratchView(arena, "i32", S.colIdx, nnz)[bad] as number;
    S.free();
    throw new NonFiniteError(op, "A", `A[${i}, ${j}] is not finite`, i * cols + j);
  });
}

function sizes(ctx: SparseContext, op: string, dtype: unknown, rows: number, cols: number, data: { rows?: number; cols?: number }): void {
  ctx.arena.open(op);
  if (!FLOATS.includes(dtype as Float)) throw new OptionError(op, "dtype", `dtype is ${String(dtype)}, expected one of ${FLOATS.join(", ")}`);
  whole(op, "rows", rows, MOST);
  whole(op, "cols", cols, MOST);
  check.size(op, "data", "rows", data.rows ?? rows, rows, () => `rows is ${rows}`);
  check.size(op, "data", "cols", data.cols ?? cols, cols, () => `cols is ${cols}`);
}

function list(op: string, arg: string, x: ArrayLike<number>, length?: number, why = ""): void {
  if (x === null || typeof x !== "object" || typeof x.length !== "number") throw new DtypeError(op, arg, `${arg} is ${check.kindOf(x)}, expected an array of numbers`);
  if (typeof (x as ArrayLike<unknown>)[0] === "bigint") throw new DtypeError(op, arg, `${arg} holds BigInts, expected numbers`);
  if (length !== undefined && x.length !== length) throw new ShapeError(op, arg, `${arg}.length is ${x.length}, expected ${length} (${why})`);
}

/** Writes indices at an address: whole numbers in 0 … limit − 1. */
function writeIndices(ctx: SparseContext, op: string, arg: string, from: ArrayLike<number>, at: number, limit: number): void {
  const n = from.length, view = scratchView(ctx.arena, "i32", at, n);
  let bad = n;
  if (from instanceof Int32Array) view.set(from);
  else for (let k = 0; k < bad; k++) {
    view[k] = from[k]!;
    if (view[k] !== from[k]) bad = k;
  }
  const outside = ctx.raw.csr_indices(bad, at, limit);
  if (outside > 0) bad = outside - 1;
  if (bad < n) throw new FormatError(op, `${arg}[${bad}] is ${String(from[bad])}, expected a whole number from 0 to ${limit - 1}`, bad);
}

function build<D extends Float>(ctx: SparseContext, op: string, dtype: D, rows: number, cols: number, byColumns: boolean, given: Given, o: CsrOptions | undefined): CsrHandle<D> {
  const { arena, raw } = ctx, width = SIZE[dtype], f32 = dtype === "f32";
  const options = check.options(op, o, ["symmetry", "duplicates"]);
  const symmetry = check.choice(op, "symmetry", options?.symmetry, ["general", "lower", "upper"], "general");
  const refuse = check.choice(op, "duplicates", options?.duplicates, ["sum", "error"], "sum") === "error";
  const { names: [majorName, minorName], compressed } = given;
  const groups = byColumns ? cols : rows, limit = byColumns ? rows : cols, mirrored = symmetry !== "general";
  if (mirrored && rows !== cols) throw new ShapeError(op, "cols", `cols is ${cols}, expected ${rows} (symmetry is "${symmetry}")`);
  list(op, "values", given.values);
  const n = given.values.length;
  list(op, majorName, given.major, compressed ? groups + 1 : n, compressed ? `the matrix is ${rows}×${cols}` : `values has ${n}`);
  list(op, minorName, given.minor, n, `values has ${n}`);
  if (compressed && given.major[0] !== 0) throw new ShapeError(op, majorName, `${majorName}[0] is ${given.major[0]}, expected 0`);
  if (compressed && given.major[groups] !== n) throw new ShapeError(op, majorName, `${majorName}[${groups}] is ${given.major[groups]}, expected ${n} (values has ${n})`);
  const major = settled(arena, given.major), minor = settled(arena, given.minor), values = settled(arena, given.values);

  const stage = (p: number, idx: number, v: number): void => {
    writeIndices(ctx, op, majorName, major, p, compressed ? n + 1 : groups);
    if (compressed) {
      const fall = raw.csr_pointers(groups, p);
      if (fall > 0) throw new FormatError(op, `${majorName} falls from ${major[fall - 1]} to ${major[fall]} in ${byColumns ? "column" : "row"} ${fall - 1}`, fall - 1);
    }
    writeIndices(ctx, op, minorName, minor, idx, limit);
    writeValues(ctx, op, dtype, values, v);
  };
  const transpose = f32 ? raw.csr_transpose_f32 : raw.csr_transpose_f64;
  const entries = mirrored ? 2 * n : n;
  const blocks = takeBlocks(arena, op, [4 * (rows + 1), 4 * entries, width * entries]);
  try {
    let clean = false;
    const [p, idx, v] = blocks.map((b) => b.ptr) as [number, number, number];
    /** Other arrays of a matrix, in scratch: pointers of `some` groups, entries. */
    const beside = (some: number, body: (p: number, idx: number, v: number) => void): void =>
      withWorkspace(arena, op, up(4 * (some + 1)) + up(4 * entries) + width * entries, (ws) => body(ws, ws + up(4 * (some + 1)), ws + up(4 * (some + 1)) + up(4 * entries)));
    if (byColumns && !mirrored) beside(cols, (q, jdx, w) => { stage(q, jdx, w); transpose(cols, rows, q, jdx, w, p, idx, v); });
    else if (compressed && !mirrored) {
      stage(p, idx, v);
      clean = raw.csr_sorted(rows, p, idx) === 0;
      if (!clean) beside(cols, (q, jdx, w) => { transpose(rows, cols, p, idx, v, q, jdx, w); transpose(cols, rows, q, jdx, w, p, idx, v); });
    } else withWorkspace(arena, op, 4 * entries, (row) => {
      stage(compressed ? p : row, idx, v);
      if (compressed) raw.csr_expand(groups, p, row);
      let many = n;
      if (mirrored) {
        // Columns are rows here, so the halves are exchanged.
        const wrong = raw.triplets_half(n, row, idx, (symmetry === "lower") !== byColumns ? 1 : -1) - 1;
        if (wrong >= 0) throw wrongHalf(ctx, op, symmetry, wrong, row, idx, byColumns);
        many = (f32 ? raw.triplets_mirror_f32 : raw.triplets_mirror_f64)(n, row, idx, v);
      }
      if (raw.triplets_ordered(many, row, idx) === 0) raw.csr_tally(many, row, rows, p);
      else beside(cols, (q, jdx, w) => {
        (f32 ? raw.triplets_columns_f32 : raw.triplets_columns_f64)(many, cols, row, idx, v, q, jdx, w);
        transpose(cols, rows, q, jdx, w, p, idx, v);
      });
    });
    const nnz = clean ? entries : (f32 ? raw.csr_merge_f32 : raw.csr_merge_f64)(rows, p, idx, v, refuse ? 1 : 0);
    if (nnz < 0) throw twice(ctx, op, -1 - nnz, rows, p, idx);
    // A sum of finite values may still overflow.
    const overflow = nnz < entries ? (f32 ? raw.csr_finite_f32 : raw.csr_finite_f64)(nnz, v) - 1 : -1;
    if (overflow >= 0) throw new NonFiniteError(op, "values", `the sum of the values at one place, entry ${overflow} of the result, is not finite`, overflow);
    return new CsrHandle(ctx, dtype, rows, cols, nnz, nnz === entries ? blocks : shrunk(ctx, op, blocks, 4 * nnz, width * nnz));
  } catch (e) {
    for (const block of blocks) arena.release(block);
    throw e;
  }
}

/** The blocks with no more entries than there are. */
function shrunk(ctx: SparseContext, op: string, blocks: readonly [Block, Block, Block], indexBytes: number, valueBytes: number): [Block, Block, Block] {
  const { arena } = ctx, [p, idx, v] = blocks, [jdx, w] = takeBlocks(arena, op, [indexBytes, valueBytes]);
  for (const [to, from, bytes] of [[jdx, idx, indexBytes], [w, v, valueBytes]] as const) {
    scratchView(arena, "u8", to.ptr, bytes).set(scratchView(arena, "u8", from.ptr, bytes));
    arena.release(from);
  }
  return [p, jdx, w];
}

function wrongHalf(ctx: SparseContext, op: string, symmetry: string, k: number, row: number, idx: number, byColumns: boolean): FormatError {
  const at = [scratchView(ctx.arena, "i32", row, k + 1)[k], scratchView(ctx.arena, "i32", idx, k + 1)[k]];
  if (byColumns) at.reverse();
  return new FormatError(op, `entry ${k} at (${at.join(", ")}) is outside the ${symmetry} half (symmetry is "${symmetry}")`, k);
}

function twice(ctx: SparseContext, op: string, k: number, rows: number, p: number, idx: number): FormatError {
  const row = rowOf(ctx, p, rows, k), column = scratchView(ctx.arena, "i32", idx, k + 1)[k];
  return new FormatError(op, `(${row}, ${column}) is given twice (duplicates is "error")`, row);
}

function rowOf(ctx: SparseContext, p: number, rows: number, k: number): number {
  return scratchView(ctx.arena, "i32", p, rows + 1).findIndex((start) => start > k) - 1;
}
