// Compact WY: k reflectors at once are Q = I − V·T·Vᵀ, V(m×k) unit lower trapezoidal, T(k×k) upper triangular, so that applying
// them is three products (Schreiber & Van Loan 1989; LAPACK larfb). V is a copy with its ones and zeros in place.
import { align64 } from "../core/lanes";
import { gemm } from "./gemm";
import { copyBlock } from "./lapack_copy";
import { blockBytes, productWorkspace } from "./lapack_scratch";
import { gemmSmall, smallWorkspace } from "./small";

/** Reflectors in a block when there are k in all: a larger one makes better products, but forming and applying T costs more. */
export function qrBlock(k: i32): i32 {
  if (k <= 64) return 8;
  return k <= 192 ? 16 : k <= 768 ? 32 : 64;
}

/** Up to here columns of C are taken one at a time: each product is then a gemv. */
const FEW: i32 = 3;
/** Columns of a product that is not packed, and rows of its blocks. */
const THIN: i32 = 32;
const ROWS: i32 = 128;

/** C(m×n) ← Q·C, or Qᵀ·C with `trans`. T is stored with zeros below its diagonal. ws: applyBlock_workspace bytes. */
export function applyBlock<T>(trans: bool, m: i32, n: i32, k: i32, v: usize, ldv: i32, t: usize, ldt: i32, c: usize, ldc: i32, ws: usize): void {
  if (n <= FEW) {
    for (let j: usize = 0; j < <usize>n; j++) products<T>(trans, m, 1, k, v, ldv, t, ldt, c + j * sizeof<T>(), ldc, ws);
  } else products<T>(trans, m, n, k, v, ldv, t, ldt, c, ldc, ws);
}

/** W ← Vᵀ·C, M ← −op(T)·W, C ← C + V·M. */
function products<T>(trans: bool, m: i32, n: i32, k: i32, v: usize, ldv: i32, t: usize, ldt: i32, c: usize, ldc: i32, ws: usize): void {
  const w = ws, minus = w + align64(<usize>k * <usize>n * sizeof<T>());
  const scratch = minus + align64(<usize>k * <usize>n * sizeof<T>());
  tallProduct<T>(k, n, m, v, ldv, c, ldc, w, n, scratch);
  gemm<T>(k, n, k, <T>-1, t, trans ? 1 : ldt, trans ? ldt : 1, w, n, 1, <T>0, minus, n, false, scratch);
  if (n > 1 && n <= THIN && k <= THIN) gemmSmall<T>(m, n, k, <T>1, v, ldv, 1, minus, n, 1, 1, c, ldc, scratch);
  else gemm<T>(m, n, k, <T>1, v, ldv, 1, minus, n, 1, <T>1, c, ldc, false, scratch);
}

/** W(k×n) ← Vᵀ·C, V(m×k), C(m×n). Where V and C are both thin, packing them would cost more than the product: rows are taken
 *  as they lie, a block that fits L1 at a time. */
export function tallProduct<T>(k: i32, n: i32, m: i32, v: usize, ldv: i32, c: usize, ldc: i32, w: usize, ldw: i32, ws: usize): void {
  if (n == 1 || n > THIN || k > THIN) { gemm<T>(k, n, m, <T>1, v, 1, ldv, c, ldc, 1, <T>0, w, ldw, false, ws); return; }
  for (let i = 0; i < m; i += ROWS) {
    gemmSmall<T>(k, n, min(ROWS, m - i), <T>1, v + <usize>i * <usize>ldv * sizeof<T>(), 1, ldv, c + <usize>i * <usize>ldc * sizeof<T>(), ldc, 1, i > 0 ? 1 : 0, w, ldw, ws);
  }
}

/** Bytes of scratch of applyBlock. */
export function applyBlock_workspace<T>(m: i32, n: i32, k: i32): f64 {
  if (n <= FEW) n = 1;
  return 2 * blockBytes<T>(k, n) + max<f64>(productWorkspace<T>(max(m, k), n, max(m, k)), <f64>smallWorkspace(ROWS));
}

/** The reflectors of columns [first, first + k) of qr, rows from `first` on, into v(m×k) with their ones and zeros. */
function copyReflectors<T>(m: i32, k: i32, qr: usize, ldqr: i32, v: usize): void {
  const S = sizeof<T>();
  const row = <usize>k * S, rq = <usize>ldqr * S;
  memory.fill(v, 0, <usize>k * row);
  for (let i: usize = 0; i < <usize>min(m, k); i++) {
    for (let j: usize = 0; j < i; j++) store<T>(v + i * row + j * S, load<T>(qr + i * rq + j * S));
    store<T>(v + i * (row + S), <T>1);
  }
  if (m > k) copyBlock<T>(m - k, k, qr + <usize>k * rq, ldqr, v + <usize>k * row, k);
}

/** C(m×n) ← Q·C, or Qᵀ·C with `trans`, for the k reflectors that geqrf left in qr and t. LAPACK ormqr, gemqrt.
 *  C must not overlap qr or t. ws: ormqr_workspace bytes. */
export function ormqr<T>(trans: bool, m: i32, n: i32, k: i32, qr: usize, ldqr: i32, t: usize, c: usize, ldc: i32, ws: usize): void {
  const S = sizeof<T>();
  const nb = qrBlock(k);
  const scratch = ws + align64(<usize>m * <usize>nb * S);
  const last = k == 0 ? 0 : ((k - 1) / nb) * nb;
  for (let done = 0; done < k; done += nb) {
    // Q = Q₁·Q₂⋯: Qᵀ·C begins with the first block, Q·C with the last
    const first = trans ? done : last - done;
    const kb = min(nb, k - first);
    copyReflectors<T>(m - first, kb, qr + <usize>first * <usize>(ldqr + 1) * S, ldqr, ws);
    applyBlock<T>(trans, m - first, n, kb, ws, kb, t + <usize>(first * nb) * S, nb, c + <usize>first * <usize>ldc * S, ldc, scratch);
  }
}

/** Bytes of scratch of ormqr. */
export function ormqr_workspace<T>(m: i32, n: i32, k: i32): f64 {
  const nb = qrBlock(k);
  return blockBytes<T>(m, nb) + applyBlock_workspace<T>(m, n, nb);
}
