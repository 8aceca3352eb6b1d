// Patterns: Aᵀ, and A + Aᵀ without its diagonal.
import { at, fill, put, span } from "./ints";

/** Rows of the transpose, sorted. `ptr` has cols + 1 entries. */
export function transposePattern(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, ptr: usize, idx: usize): void {
  fill(ptr, cols + 1, 0);
  const nnz = at(rowPtr, rows);
  for (let k = 0; k < nnz; k++) { const j = ptr + (<usize>at(colIdx, k) << 2); store<i32>(j, load<i32>(j) + 1); }
  let sum = 0;
  for (let j = 0; j <= cols; j++) { sum += at(ptr, j); put(ptr, j, sum); }
  // Filled from the back, each start comes to stand where its row begins.
  for (let i = rows - 1; i >= 0; i--) {
    const first = at(rowPtr, i);
    for (let k = at(rowPtr, i + 1) - 1; k >= first; k--) {
      const j = ptr + (<usize>at(colIdx, k) << 2), p = load<i32>(j) - 1;
      store<i32>(j, p);
      put(idx, p, i);
    }
  }
}

export function symmetrise_workspace(n: i32, nnz: f64): f64 { return 4.0 * (<f64>n + nnz) + 192.0; }

/** Entries of A + Aᵀ without the diagonal, its row pointers, and Aᵀ in `ws` for what fills it. */
export function symmetrise_count(n: i32, rowPtr: usize, colIdx: usize, outPtr: usize, ws: usize): f64 {
  const idx = ws + span(n + 1);
  transposePattern(n, n, rowPtr, colIdx, ws, idx);
  let sum = 0;
  put(outPtr, 0, 0);
  for (let i = 0; i < n; i++) {
    sum += join(colIdx, at(rowPtr, i), at(rowPtr, i + 1), idx, at(ws, i), at(ws, i + 1), i, 0);
    put(outPtr, i + 1, sum);
  }
  return <f64>sum;
}

/** Rows of A + Aᵀ, sorted. */
export function symmetrise_fill(n: i32, rowPtr: usize, colIdx: usize, outPtr: usize, outIdx: usize, ws: usize): void {
  const idx = ws + span(n + 1);
  for (let i = 0; i < n; i++) {
    join(colIdx, at(rowPtr, i), at(rowPtr, i + 1), idx, at(ws, i), at(ws, i + 1), i, outIdx + (<usize>at(outPtr, i) << 2));
  }
}

/** Two sorted lists as one without i, to `out` unless that is 0; returns its length. */
function join(a: usize, p: i32, pEnd: i32, b: usize, q: i32, qEnd: i32, i: i32, out: usize): i32 {
  let count = 0;
  while (p < pEnd || q < qEnd) {
    const x = p < pEnd ? at(a, p) : i32.MAX_VALUE, y = q < qEnd ? at(b, q) : i32.MAX_VALUE, v = min(x, y);
    p += i32(x == v);
    q += i32(y == v);
    if (v == i) continue;
    if (out) put(out, count, v);
    count++;
  }
  return count;
}
