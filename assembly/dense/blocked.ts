// C ← alpha·a·b + beta·C: the five loops round the register kernel.
// Goto & van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication", figure 8 (gebp); Van Zee & van de Geijn 2015.
import { align64 } from "../core/lanes";
import { KC, MC, NC, NR, kBlock, padCols, panelRows } from "./blocking";
import { scale_matrix } from "./matrix";
import { packA, packB, packFour } from "./pack";
import { mergeTile } from "./tiles";
import { tile } from "./ukernel";

const TILE: usize = 256;

/** Bytes of scratch: a tile, one block of packed a and (unless b is packed already) of packed b. */
export function blockedWorkspace<T>(m: i32, n: i32, k: i32, packedB: bool): usize {
  const kc = <usize>min(k, KC);
  const a = align64(<usize>min(m, MC) * kc * sizeof<T>());
  const b: usize = packedB ? 0 : align64(<usize>padCols<T>(min(n, NC)) * kc * sizeof<T>());
  return TILE + a + b;
}

/** `b` is packed by packMatrix when `packedB`; `lower` computes only tiles that touch the lower triangle. */
export function gemmBlocked<T>(
  m: i32, n: i32, k: i32, alpha: T, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, packedB: bool,
  beta: T, c: usize, ldc: i32, lower: bool, ws: usize,
): void {
  if (m == 0 || n == 0) return;
  const nothing = k == 0 || alpha == <T>0;
  if (nothing || (beta != <T>0 && beta != <T>1)) scale_matrix<T>(m, n, beta, c, ldc);
  if (nothing) return;
  const S = sizeof<T>();
  const step = kBlock(k);
  const blockA = ws + TILE;
  const blockB = blockA + align64(<usize>min(m, MC) * <usize>step * S);
  for (let ic = 0; ic < m; ic += MC) {
    const mb = min(MC, m - ic);
    for (let pc = 0; pc < k; pc += step) {
      const kb = min(step, k - pc);
      const acc = beta != <T>0 || pc > 0 ? 1 : 0;
      packBlockA<T>(mb, kb, a + (<usize>ic * <usize>rsa + <usize>pc * <usize>csa) * S, rsa, csa, blockA);
      for (let jc = 0; jc < n; jc += NC) {
        const nb = min(NC, n - jc);
        if (lower && jc > ic + mb - 1) break;
        let panels = blockB;
        if (packedB) panels = b + (<usize>pc * <usize>padCols<T>(n) + <usize>jc * <usize>kb) * S;
        else packBlockB<T>(kb, nb, b + (<usize>pc * <usize>rsb + <usize>jc * <usize>csb) * S, rsb, csb, blockB);
        macroKernel<T>(mb, nb, kb, alpha, blockA, panels, acc, c + (<usize>ic * <usize>ldc + <usize>jc) * S, ldc, lower ? ic - jc : i32.MAX_VALUE >> 1, ws);
      }
    }
  }
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
  let j = 0;
  if (cs == 1) {
    const width = <usize>k * 32;
    for (; j + 4 * NR<T>() <= n; j += 4 * NR<T>()) {
      packFour(k, b + <usize>j * sizeof<T>(), <usize>rs * sizeof<T>(), dst, width);
      dst += 4 * width;
    }
  }
  for (; j < n; j += NR<T>()) {
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

/** One block of C: panels of a outer (each stays in L1), panels of b inner, so that C is walked along its rows, which the hardware
 *  prefetches. Tiles right of row + diagonal are skipped. */
function macroKernel<T>(m: i32, n: i32, k: i32, alpha: T, a: usize, b: usize, acc: i32, c: usize, ldc: i32, diagonal: i32, scratch: usize): void {
  const S = sizeof<T>();
  const ld = <usize>ldc * S;
  const width = <usize>k * 32;
  for (let i = 0; i < m; ) {
    const rows = panelRows(m - i);
    const end = min(n, i + rows + diagonal);
    let panel = b;
    let tileC = c;
    for (let j = 0; j < end; j += NR<T>()) {
      const cols = min(NR<T>(), n - j);
      if (cols == NR<T>() && alpha == <T>1) tile<T>(rows, a, panel, panel + width, tileC, ld, acc);
      else {
        tile<T>(rows, a, panel, panel + width, scratch, 32, 0);
        mergeTile<T>(rows, cols, alpha, scratch, tileC, ld, acc);
      }
      panel += width;
      tileC += 32;
    }
    a += <usize>rows * width / 32 * S;
    c += <usize>rows * ld;
    i += rows;
  }
}
