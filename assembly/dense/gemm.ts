// C ← act(alpha·a·b + beta·C + bias): the five loops round the register kernel.
// Goto & van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication", figure 8 (gebp); Van Zee & van de Geijn 2015.
import { align64 } from "../core/lanes";
import { KC, MC, NC, NR, kBlock, padCols, panelRows } from "./blocking";
import { epilogue } from "./activation";
import { gemv, gemv_t, gemv_workspace } from "./gemv";
import { scale_matrix } from "./matrix";
import { packA, packB } from "./pack";
import { gemmSmall } from "./small";
import { mergeTile } from "./tiles";
import { tile } from "./ukernel";

const TILE: usize = 256;
/** Up to here operands stay in L1 as they are, and packing costs more than it saves. */
const SMALL: i32 = 32;

// @ts-ignore: decorator
@inline
function isSmall(m: i32, n: i32, k: i32): bool {
  return n <= SMALL && m <= SMALL && k <= 128;
}

/** Bytes of scratch that gemm needs: a tile, one block of packed a and (unless b is packed already) of packed b. */
export function gemmWorkspace<T>(m: i32, n: i32, k: i32, packedB: bool): usize {
  if (!packedB && isSmall(m, n, k)) return align64(TILE + <usize>k * 32);
  if (!packedB && (m == 1 || n == 1)) return gemv_workspace<T>(max(max(m, n), k), 2);
  const kc = min(k, KC);
  const a = align64(<usize>min(m, MC<T>()) * <usize>kc * sizeof<T>());
  const b = packedB ? 0 : align64(<usize>padCols<T>(min(n, NC)) * <usize>kc * sizeof<T>());
  return TILE + a + b;
}

/** The general form: `b` is packed by packMatrix when `packedB`; bias is n elements or 0. */
export function gemmFused<T>(
  m: i32, n: i32, k: i32, alpha: T, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, packedB: bool,
  beta: T, c: usize, ldc: i32, lower: bool, bias: usize, act: i32, ws: usize,
): void {
  if (m == 0 || n == 0) return;
  const fused = bias != 0 || act != 0;
  if (k == 0 || alpha == <T>0) {
    scale_matrix<T>(m, n, beta, c, ldc);
    if (fused) epilogue<T>(m, n, c, ldc, bias, act);
    return;
  }
  if (!packedB) {
    // One row or one column of C: a product of a matrix and a vector, in either orientation of the matrix.
    if (m == 1) {
      if (csb == 1) gemv_t<T>(k, n, alpha, b, rsb, a, csa, beta, c, 1, ws);
      else gemv<T>(n, k, alpha, b, csb, a, csa, beta, c, 1, ws);
      if (fused) epilogue<T>(1, n, c, ldc, bias, act);
      return;
    }
    if (n == 1) {
      if (csa == 1) gemv<T>(m, k, alpha, a, rsa, b, rsb, beta, c, ldc, ws);
      else gemv_t<T>(k, m, alpha, a, csa, b, rsb, beta, c, ldc, ws);
      if (fused) epilogue<T>(m, 1, c, ldc, bias, act);
      return;
    }
  }
  if (beta != <T>0 && beta != <T>1) scale_matrix<T>(m, n, beta, c, ldc);
  const keep = beta != <T>0;
  if (!packedB && isSmall(m, n, k)) {
    gemmSmall<T>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, keep, c, ldc, ws);
    if (fused) epilogue<T>(m, n, c, ldc, bias, act);
    return;
  }
  const S = sizeof<T>();
  const step = kBlock(k);
  const blockA = ws + TILE;
  const blockB = blockA + align64(<usize>min(m, MC<T>()) * <usize>step * S);
  for (let jc = 0; jc < n; jc += NC) {
    const nb = min(NC, n - jc);
    for (let pc = 0; pc < k; pc += step) {
      const kb = min(step, k - pc);
      let panels = blockB;
      if (packedB) panels = b + (<usize>pc * <usize>padCols<T>(n) + <usize>jc * <usize>kb) * S;
      else packBlockB<T>(kb, nb, b + (<usize>pc * <usize>rsb + <usize>jc * <usize>csb) * S, rsb, csb, blockB);
      const last = pc + kb == k;
      for (let ic = 0; ic < m; ic += MC<T>()) {
        const mb = min(MC<T>(), m - ic);
        if (lower && jc > ic + mb - 1) continue;
        packBlockA<T>(mb, kb, a + (<usize>ic * <usize>rsa + <usize>pc * <usize>csa) * S, rsa, csa, blockA);
        const block = c + (<usize>ic * <usize>ldc + <usize>jc) * S;
        macroKernel<T>(mb, nb, kb, alpha, blockA, panels, (keep || pc > 0) ? 1 : 0, block, ldc, lower ? ic - jc : i32.MAX_VALUE >> 1, ws);
        if (last && fused) epilogue<T>(mb, nb, block, ldc, bias == 0 ? 0 : bias + <usize>jc * S, act);
      }
    }
  }
}

/** gemm as other kernels call it: C ← alpha·a·b + beta·C; `lower` computes only tiles that touch the lower triangle. */
export function gemm<T>(
  m: i32, n: i32, k: i32, alpha: T, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, beta: T, c: usize, ldc: i32, lower: bool, ws: usize,
): void {
  gemmFused<T>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, false, beta, c, ldc, lower, 0, 0, ws);
}

export function gemm_workspace<T>(m: i32, n: i32, k: i32): usize {
  return gemmWorkspace<T>(m, n, k, false);
}

/** All of b (k×n) in the layout gemm reads: k blocks of kBlock(k), in each the panels one after another. */
export function packMatrix<T>(k: i32, n: i32, b: usize, rs: i32, cs: i32, dst: usize): void {
  const step = kBlock(k);
  for (let pc = 0; pc < k; pc += step) {
    const kb = min(step, k - pc);
    packBlockB<T>(kb, n, b + <usize>pc * <usize>rs * sizeof<T>(), rs, cs, dst);
    dst += <usize>kb * <usize>padCols<T>(n) * sizeof<T>();
  }
}

function packBlockB<T>(k: i32, n: i32, b: usize, rs: i32, cs: i32, dst: usize): void {
  for (let j = 0; j < n; j += NR<T>()) {
    packB<T>(k, min(NR<T>(), n - j), b + <usize>j * <usize>cs * sizeof<T>(), rs, cs, dst);
    dst += <usize>k * 32;
  }
}

function packBlockA<T>(m: i32, k: i32, a: usize, rs: i32, cs: i32, dst: usize): void {
  for (let i = 0; i < m; ) {
    const rows = panelRows(m - i);
    packA<T>(rows, k, a + <usize>i * <usize>rs * sizeof<T>(), rs, cs, dst);
    dst += <usize>rows * <usize>k * sizeof<T>();
    i += rows;
  }
}

/** One block of C: panels of b outer (each stays in L1), panels of a inner. Tiles right of row + diagonal are skipped. */
function macroKernel<T>(m: i32, n: i32, k: i32, alpha: T, a: usize, b: usize, acc: i32, c: usize, ldc: i32, diagonal: i32, scratch: usize): void {
  const S = sizeof<T>();
  const ld = <usize>ldc * S;
  const width = <usize>k * 32;
  for (let j = 0; j < n; j += NR<T>()) {
    const cols = min(NR<T>(), n - j);
    const direct = cols == NR<T>() && alpha == <T>1;
    let panel = a;
    let cj = c + <usize>j * S;
    for (let i = 0; i < m; ) {
      const rows = panelRows(m - i);
      if (j <= i + rows - 1 + diagonal) {
        if (direct) tile<T>(rows, panel, b, b + width, cj, ld, acc);
        else {
          tile<T>(rows, panel, b, b + width, scratch, 32, 0);
          mergeTile<T>(rows, cols, alpha, scratch, cj, ld, acc);
        }
      }
      panel += <usize>rows * <usize>k * S;
      cj += <usize>rows * ld;
      i += rows;
    }
    b += width;
  }
}
