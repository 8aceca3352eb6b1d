// The two inner loops of the integer gemm: register tiles over a packed block of a and of b.
import { NR, inFives, panelRows } from "./int8_blocking";
import { gemm_i8_dot7a_ukr_4x8, gemm_i8_dot7a_ukr_5x8, gemm_i8_dot7b_ukr_4x8, gemm_i8_dot7b_ukr_5x8 } from "./int8_dot7";
import { gemm_i8_ukr_4x8, gemm_i8_ukr_5x8 } from "./int8_ukernel";

/** Sends a tile to the kernel of its row count. Each stays its own wasm function, so tier-up reaches it mid-product. */
// @ts-ignore: decorator
@inline
function tile<K>(rows: i32, a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void {
  if (sizeof<K>() == 2) {
    if (rows == 5) gemm_i8_ukr_5x8(a, b, bEnd, c, ldc, acc);
    else gemm_i8_ukr_4x8(a, b, bEnd, c, ldc, acc);
  } else if (isSigned<K>()) {
    if (rows == 5) gemm_i8_dot7b_ukr_5x8(a, b, bEnd, c, ldc, acc);
    else gemm_i8_dot7b_ukr_4x8(a, b, bEnd, c, ldc, acc);
  } else {
    if (rows == 5) gemm_i8_dot7a_ukr_5x8(a, b, bEnd, c, ldc, acc);
    else gemm_i8_dot7a_ukr_4x8(a, b, bEnd, c, ldc, acc);
  }
}

/** rows×cols of a scratch tile (rows of 32 bytes) → C, ldc in bytes. */
export function mergeInt8Tile(rows: i32, cols: i32, from: usize, c: usize, ldc: usize, acc: i32): void {
  for (let r = 0; r < rows; r++) {
    for (let j: usize = 0; j < <usize>cols * 4; j += 4) store<i32>(c + j, load<i32>(from + j) + (acc ? load<i32>(c + j) : 0));
    from += 32;
    c += ldc;
  }
}

/** C[m×n] (+)= a·b over `units` groups of k: panels of b outer (each stays in L1), panels of a inner. `stride` is the distance of
 *  the panels of b, ldc in bytes; C must have room for whole tiles of columns unless n is a multiple of eight or `scratch` a tile. */
export function macroKernel<K>(m: i32, n: i32, units: i32, a: usize, b: usize, stride: usize, c: usize, ldc: usize, acc: i32, scratch: usize): void {
  const length = <usize>units * 32, fives = inFives(m);
  for (let j = 0; j < n; j += NR) {
    const cols = min(NR, n - j);
    let panel = a, cj = c + <usize>j * 4;
    for (let i = 0; i < m; ) {
      const rows = panelRows(i, fives);
      if (cols == NR) tile<K>(rows, panel, b, b + length, cj, ldc, acc);
      else {
        tile<K>(rows, panel, b, b + length, scratch, 32, 0);
        mergeInt8Tile(rows, cols, scratch, cj, ldc, acc);
      }
      panel += <usize>rows * <usize>units * 4;
      cj += <usize>rows * ldc;
      i += rows;
    }
    b += stride;
  }
}
