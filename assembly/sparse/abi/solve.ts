// Raw exports of what `solve` itself needs.
import { triangle } from "../solve/triangle";

export function csr_triangle(rows: i32, rowPtr: usize, colIdx: usize): i32 { return triangle(rows, rowPtr, colIdx); }
export function sparse_zero_f64(n: i32, x: usize): void { memory.fill(x, 0, <usize>n << 3); }
