// Y ← α·A·X + β·Y for row-major X and Y: all strips of a group of rows before the next, so that its part of A stays in cache.
import { int } from "./base";
import { csr_spmm_f32_ukr_1, csr_spmm_f32_ukr_2, csr_spmm_f32_ukr_8, csr_spmm_f64_ukr_1, csr_spmm_f64_ukr_2, csr_spmm_f64_ukr_8 } from "./spmm-ukernel";

/** Entries of A a group holds, about. */
const ENTRIES: i32 = 4096;

export function spmm<T>(rows: i32, cols: i32, p: usize, idx: usize, values: usize, alpha: f64, x: usize, ldx: i32, beta: f64, y: usize, ldy: i32): void {
  const S = alignof<T>();
  for (let from = 0, to = 0; from < rows; from = to) {
    const stop = int(p, from) + ENTRIES;
    for (to = from + 1; to < rows && int(p, to + 1) <= stop; to++);
    let j = 0;
    for (; j + 8 <= cols; j += 8) {
      const b = x + (<usize>j << S), c = y + (<usize>j << S);
      if (sizeof<T>() == 8) csr_spmm_f64_ukr_8(from, to, p, idx, values, alpha, b, ldx, beta, c, ldy);
      else csr_spmm_f32_ukr_8(from, to, p, idx, values, alpha, b, ldx, beta, c, ldy);
    }
    for (; j + 2 <= cols; j += 2) {
      const b = x + (<usize>j << S), c = y + (<usize>j << S);
      if (sizeof<T>() == 8) csr_spmm_f64_ukr_2(from, to, p, idx, values, alpha, b, ldx, beta, c, ldy);
      else csr_spmm_f32_ukr_2(from, to, p, idx, values, alpha, b, ldx, beta, c, ldy);
    }
    if (j == cols) continue;
    const b = x + (<usize>j << S), c = y + (<usize>j << S);
    if (sizeof<T>() == 8) csr_spmm_f64_ukr_1(from, to, p, idx, values, alpha, b, ldx, beta, c, ldy);
    else csr_spmm_f32_ukr_1(from, to, p, idx, values, alpha, b, ldx, beta, c, ldy);
  }
}
