import * as check from "../check.js";
import { FLOATS, withWorkspace } from "../context.js";
import { OptionError, ShapeError } from "../errors.js";
import { MatrixHandle } from "../memory/matrix.js";
import { scratchView } from "../memory/scratch.js";
import type { Float } from "../types.js";
import type { WhtContext } from "./context.js";
import { hadamardMatrix } from "./matrices.js";
import { isPowerOfTwo, scaleFactor } from "./options.js";
import type { HadamardOptions, RealMatrix, RealVector } from "./types.js";

const op = "wht.hadamard";
const KNOWN = ["base", "transpose", "scale"] as const;
const BUILT_IN: readonly unknown[] = [1, 12, 20, 28, 40];

/** M of order m; the signs of a built-in one are its Hadamard matrix. */
interface Base { readonly m: number; readonly signs: Int8Array | undefined }

function userBase(base: Int8Array): Base {
  const m = Math.sqrt(base.length);
  if (m === 0 || !Number.isInteger(m)) throw new ShapeError(op, "base", `base.length is ${base.length}, expected m² signs for some m`);
  const signs = base.slice(), at = signs.findIndex((s) => s !== 1 && s !== -1);
  if (at >= 0) throw new OptionError(op, "base", `base[${at}] is ${signs[at]}, expected 1 or -1`);
  return { m, signs };
}

/** The base and n, a power of two, with m·n = length. */
function split(base: unknown, field: string, length: number): Base & { readonly n: number } {
  const user = base instanceof Int8Array ? userBase(base) : undefined;
  if (!user && base !== undefined && !BUILT_IN.includes(base)) throw new OptionError(op, "base", `base is ${String(base)}, expected 1, 12, 20, 28, 40 or an Int8Array of signs`);
  const orders = user ? [user.m] : base === undefined ? [1, 12, 20, 28] : [base as number];
  const m = orders.find((order) => isPowerOfTwo(length / order));
  if (m === undefined) {
    const legal = base === undefined ? "1, 12, 20 or 28 times a power of two" : orders[0] === 1 ? "a power of two" : `${orders[0]} times a power of two`;
    throw new ShapeError(op, "x", `x.${field} is ${length}, expected ${legal}`);
  }
  // H_40 is H_20 ⊗ H_2: the two goes where it is cheaper.
  return m === 40 ? { m: 20, n: length / 20, signs: undefined } : { m, n: length / m, signs: user?.signs };
}

/** What the kernel reads instead of the signs of the built-in bases, by order and transposition. */
const tables = new Map<number, Uint8Array>();

/** Writes the table of M at `table`; `spare` is room for the signs. */
function placeTable({ arena, raw }: WhtContext, { m, signs }: Base, trans: boolean, table: number, bytes: number, spare: number): void {
  const key = signs ? undefined : 2 * m + (trans ? 1 : 0), kept = key === undefined ? undefined : tables.get(key);
  const view = scratchView(arena, "u8", table, bytes);
  if (kept) { view.set(kept); return; }
  scratchView(arena, "i8", spare, m * m).set(signs ?? hadamardMatrix(m));
  raw.hadamard_table(m, spare, trans ? 1 : 0, table);
  if (key !== undefined) tables.set(key, view.slice());
}

/** x ← s·(M ⊗ H_2^k)·x, or s·(Mᵀ ⊗ H_2^k)·x: Hadamard transforms of lengths m·2^k, as 14336 = 28·2⁹, and block mixing by any signs.
 *
 *  Shapes    x a vector of m·2^k elements, k ≥ 0, or a matrix with rows of that length, any stride: every row on its own. x is read as m
 *            rows of 2^k; H_2^k, natural order, goes along them, then M across them. `base` is M: 1, 12, 20, 28, 40 for
 *            hadamardMatrix(m), or m² signs ±1, row-major, for any m, Hadamard or not. Default: the m among 1, 12, 20, 28 that fits;
 *            40·2^k is 20·2^(k+1), and that is the same matrix.
 *  Effects   in place. `transpose` takes Mᵀ: for a Hadamard matrix, `{ transpose: true, scale: "mean" }` inverts `{ scale: "none" }`,
 *            and "ortho" inverts "ortho". H_12, H_20 and H_28 are not symmetric: transforming twice is not the identity.
 *  Cost      k + ⌈m/4⌉ + 2 additions an element; s, given by `scale` (1, 1/√(m·2^k), 1/(m·2^k) or a number), rides along.
 *            Workspace below 2m² + 656·m + 2048 bytes.
 *  Accuracy  |ŷ − y| ≤ γ(k + ⌈m/4⌉ + 3)·|s|·Σ|xᵢ|; tested at that bound. Integers are exact while every Σ|xᵢ| stays below 2²⁴ (f32) or
 *            2⁵³ (f64) and s is a power of two. The same bits on every engine and in every variant.
 *  Throws    DtypeError, ShapeError (which names the legal lengths), FreedError, OptionError ("option", "foreign"), CapacityError.
 *  Source    Paley 1933; Arlazarov, Dinic, Kronrod & Faradzhev 1970 (the sums of four).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const x = k.vector("f64", Array.from({ length: 24 }, (_, i) => i));
 *  k.wht.hadamard(x, { scale: "ortho" }); // H_12 ⊗ H_2
 *  k.wht.hadamard(x, { scale: "ortho", transpose: true });
 *  console.log(Math.round(x.view[23])); // 23
 *  const turn = Int8Array.of(1, -1, 1, 1);
 *  console.log(k.wht.hadamard(k.vector("f32", [5, 2]), { base: turn }).copy()); // Float32Array [3, 7] */
export function hadamard<T extends RealVector | RealMatrix>(ctx: WhtContext, x: T, o?: HadamardOptions): T {
  const { arena, raw } = ctx;
  check.options(op, o, KNOWN);
  const trans = check.flag(op, "transpose", o?.transpose);
  const handle = check.array<Float>(op, "x", x, arena, FLOATS), [rows, cols] = handle.extent;
  const [field, stride] = handle instanceof MatrixHandle ? ["cols", handle.stride] as const : ["length", cols] as const;
  const base = split(o?.base, field, cols), { m, n } = base;
  const scale = scaleFactor(op, o?.scale, cols), f32 = handle.dtype === "f32";
  if (m === 1) {
    (f32 ? raw.fwht_f32 : raw.fwht_f64)(rows, n, handle.ptr, stride, scale * (base.signs?.[0] ?? 1));
    return x;
  }
  const bytes = raw.hadamard_table_bytes(m), room = Math.ceil(bytes / 64) * 64;
  withWorkspace(arena, op, room + Math.max(m * m, raw.hadamard_workspace(m)), (ws) => {
    placeTable(ctx, base, trans, ws, bytes, ws + room);
    (f32 ? raw.hadamard_f32 : raw.hadamard_f64)(rows, m, n, handle.ptr, stride, ws, scale, ws + room);
  });
  return x;
}
