// A·B row by row (Gustavson 1978, ACM TOMS 4(3)): counted, then the pattern, sorted by transposing it twice, then the values.
// Linear in the multiplications and in the size of the operands.
import { clear, int, put } from "./base";
import { csr_multiply_f32_ukr, csr_multiply_f64_ukr, csr_multiply_pattern_ukr } from "./multiply-ukernel";
import { transpose } from "./transpose";

/** Rows of one call: products of rows differ in work more than rows do. */
const ROWS: i32 = 128;

/** rowPtr ← the rows of the product; its entries. marks: cols i32, cols those of B. */
export function multiply_count(rows: i32, cols: i32, p: usize, a: usize, q: usize, b: usize, rowPtr: usize, marks: usize): f64 {
  let k: f64 = 0;
  clear(marks, <usize>cols << 2);
  put(rowPtr, 0, 0);
  for (let i = 0; i < rows; i += ROWS) k = csr_multiply_pattern_ukr(i, min(i + ROWS, rows), p, a, q, b, marks, k, rowPtr, 0);
  return k;
}

/** ws: cols f64, then (cols + 1 + nnz) i32, nnz that of the product. */
export function multiply<T>(rows: i32, cols: i32, p: usize, a: usize, va: usize, q: usize, b: usize, vb: usize, rowPtr: usize, idx: usize, values: usize, ws: usize): void {
  const tPtr = ws + (<usize>cols << 3), tIdx = tPtr + ((<usize>cols + 1) << 2);
  let k: f64 = 0;
  clear(ws, <usize>cols << 2);
  for (let i = 0; i < rows; i += ROWS) k = csr_multiply_pattern_ukr(i, min(i + ROWS, rows), p, a, q, b, ws, k, rowPtr, idx);
  transpose<u8>(rows, cols, rowPtr, idx, 0, tPtr, tIdx, 0);
  transpose<u8>(cols, rows, tPtr, tIdx, 0, rowPtr, idx, 0);
  for (let i = 0; i < rows; i += ROWS) {
    const to = min(i + ROWS, rows);
    if (sizeof<T>() == 8) csr_multiply_f64_ukr(i, to, p, a, va, q, b, vb, rowPtr, idx, values, ws);
    else csr_multiply_f32_ukr(i, to, p, a, va, q, b, vb, rowPtr, idx, values, ws);
  }
}
