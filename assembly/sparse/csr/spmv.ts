// Products with one vector: compressed rows, or the format that a matrix was packed into, a group of rows a call.
import { clear, GROUP, int, real, set } from "./base";
import { bsr2_f64_ukr, bsr3_f64_ukr, dia_f64_ukr, sell_f64_ukr } from "./formats-ukernel";
import { BSR2, BSR3, DIA, DIAGONALS, FIRST, head, INDICES, KIND, LEFT, LOOSE, ORDER, part, SELL, SLICES, START, VALUES } from "./packed";
import { csr_normal_f32_ukr, csr_normal_f64_ukr, csr_rows_f32_ukr, csr_rows_f64_ukr, csr_scatter_f32_ukr, csr_scatter_f64_ukr } from "./spmv-ukernel";

/** Rows from … to − 1 of y ← α·A·x + β·y. */
export function spmv<T>(from: i32, to: i32, p: usize, idx: usize, values: usize, alpha: f64, x: usize, beta: f64, y: usize): void {
  for (let i = from; i < to; i += GROUP) {
    const end = min(i + GROUP, to);
    if (sizeof<T>() == 8) csr_rows_f64_ukr(i, end, p, idx, values, alpha, x, beta, y);
    else csr_rows_f32_ukr(i, end, p, idx, values, alpha, x, beta, y);
  }
}

/** y ← A·x. packed = 0: compressed rows. */
export function product(rows: i32, p: usize, idx: usize, values: usize, packed: usize, x: usize, y: usize): void {
  if (packed == 0) { spmv<f64>(0, rows, p, idx, values, 1, x, 0, y); return; }
  const kind = head(packed, KIND), slices = head(packed, SLICES), first = head(packed, FIRST);
  const start = part(packed, START), at = part(packed, INDICES), v = part(packed, VALUES), order = head(packed, ORDER) ? part(packed, ORDER) : 0;
  const skip = <usize>first << 3, size = kind == BSR2 ? 2 : kind == BSR3 ? 3 : 8, group = GROUP / size;
  let bad: f64 = 0;
  for (let s = 0; s < slices; s += group) {
    const end = min(s + group, slices);
    if (kind == SELL) bad += sell_f64_ukr(s, end, start, v, order, x, y);
    else if (kind == DIA) bad += dia_f64_ukr(s, end, start, head(packed, DIAGONALS), v, x + skip, y + skip);
    else if (kind == BSR2) bad += bsr2_f64_ukr(s, end, start, at, v, x, y);
    else bad += bsr3_f64_ukr(s, end, start, at, v, x, y);
  }
  if (bad != 0) { spmv<f64>(0, rows, p, idx, values, 1, x, 0, y); return; }
  spmv<f64>(0, first, p, idx, values, 1, x, 0, y);
  spmv<f64>(first + size * slices, rows, p, idx, values, 1, x, 0, y);
  const loose = part(packed, LOOSE), left = head(packed, LEFT);
  for (let r = 0; r < left; r++) spmv<f64>(int(loose, r), int(loose, r) + 1, p, idx, values, 1, x, 0, y);
}

/** sums (cols f64) ← Aᵀ·x. */
export function transposed<T>(rows: i32, cols: i32, p: usize, idx: usize, values: usize, x: usize, sums: usize): void {
  clear(sums, <usize>cols << 3);
  for (let i = 0; i < rows; i += GROUP) {
    const end = min(i + GROUP, rows);
    if (sizeof<T>() == 8) csr_scatter_f64_ukr(i, end, p, idx, values, x, sums);
    else csr_scatter_f32_ukr(i, end, p, idx, values, x, sums);
  }
}

/** sums (cols f64) ← Aᵀ·A·x, row by row: every row is read once, its scalar product with x spread again. */
export function normal<T>(rows: i32, cols: i32, p: usize, idx: usize, values: usize, x: usize, sums: usize): void {
  clear(sums, <usize>cols << 3);
  for (let i = 0; i < rows; i += GROUP) {
    const end = min(i + GROUP, rows);
    if (sizeof<T>() == 8) csr_normal_f64_ukr(i, end, p, idx, values, x, sums);
    else csr_normal_f32_ukr(i, end, p, idx, values, x, sums);
  }
}

/** y ← α·t + β·y, t in f64. */
export function combine<T>(n: i32, alpha: f64, t: usize, beta: f64, y: usize): void {
  for (let i = 0; i < n; i++) set<T>(y, i, beta == 0 ? alpha * real<f64>(t, i) : alpha * real<f64>(t, i) + beta * real<T>(y, i));
}
