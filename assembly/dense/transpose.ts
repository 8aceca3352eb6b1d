// B ← Aᵀ for elements of 1, 2, 4 and 8 bytes.
//
// Contract: A is m×n, B is n×m, rows lda ≥ n and ldb ≥ m elements apart, no alignment beyond the element; B does not overlap A.
// Two levels of blocks, measured. A kernel call moves one 64-byte line's worth of A's rows (32 rows at most), so every line of
// B it opens is filled at once and the rows of A, a power of two apart at worst, do not fight for more than two thirds of one
// set; a square of such calls keeps the pages of both matrices in the TLB. Copying through a contiguous buffer measured slower.
import { transpose_16_ukr, transpose_32_ukr, transpose_64_ukr, transpose_8_ukr } from "./transpose-ukernel";

export function transpose<T>(m: i32, n: i32, a: usize, lda: i32, b: usize, ldb: i32): void {
  const S = sizeof<T>(), as = <usize>lda * S, bs = <usize>ldb * S;
  const rows = min(32, 64 / <i32>S), cols = min(128, 256 / <i32>S), square = S <= 2 ? 256 : 128;
  for (let i0 = 0; i0 < m; i0 += square) {
    for (let j0 = 0; j0 < n; j0 += square) {
      const i1 = min(i0 + square, m), j1 = min(j0 + square, n);
      for (let i = i0; i < i1; i += rows) {
        for (let j = j0; j < j1; j += cols) {
          const from = a + <usize>i * as + <usize>j * S, to = b + <usize>j * bs + <usize>i * S;
          const r = min(rows, i1 - i), c = min(cols, j1 - j);
          if (S == 1) transpose_8_ukr(r, c, from, as, to, bs);
          else if (S == 2) transpose_16_ukr(r, c, from, as, to, bs);
          else if (S == 4) transpose_32_ukr(r, c, from, as, to, bs);
          else transpose_64_ukr(r, c, from, as, to, bs);
        }
      }
    }
  }
}
